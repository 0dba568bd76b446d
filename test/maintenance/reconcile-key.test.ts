// The key of a provider's API: who may set it, where it stands, and what the schedule does with it.
import type { DataSource } from 'typeorm';
import { AuditEntry } from '../../src/core/access/audit-entry.entity.js';
import { makeReason } from '../../src/domain/reasons.js';
import { readEnvironment } from '../../src/platform/config.js';
import { storedBodies } from '../support/bodies.js';
import { addBusiness, addPerson, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { keptLog } from '../support/log.js';
import { eventually, type Program, postSigned, startProgram } from '../support/program.js';
import { type ProviderApis, STRIPE_KEY, startProviderApis, stripeDispute } from '../support/provider-apis.js';
import { deleteSchedules, triggerSchedule } from '../support/schedules.js';
import { readableText } from '../support/temporal.js';

let database: TestDatabase;
let dataSource: DataSource;
let apis: ProviderApis;
let program: Program;
let businessId: string;
let client: GraphqlClient;
const { log, lines: logged } = keptLog('debug');

beforeAll(async () => {
  [database, apis] = await Promise.all([createDatabase(), startProviderApis()]);
  dataSource = database.dataSource;
  program = await startProgram(database, { worker: true, config: { providers: apis.urls }, log });
});

beforeEach(async () => {
  apis.reset();
  businessId = await addBusiness(dataSource);
  client = await GraphqlClient.of(program, businessId);
});

afterAll(async () => {
  if (program) await deleteSchedules(program);
  await program?.stop();
  await apis?.stop();
  await database?.drop();
});

const SET = `mutation ($input: SetSourceApiKeyInput!) {
  setSourceApiKey(input: $input) { secret source { apiKeyHint reconciledAt reconcileProblem } }
}`;
const RECONCILE = 'mutation ($id: ID!) { reconcileSource(input: { id: $id }) { source { reconciledAt } } }';

const auditOf = () => dataSource.getRepository(AuditEntry).find({ where: { businessId }, order: { id: 'ASC' } });

describe('setSourceApiKey', () => {
  it('shows the end of the key and leaves no more of it anywhere; null removes it', async () => {
    const { id } = await addSource(dataSource, businessId, 'STRIPE');
    const set = async (key: string | null) => (await client.get(SET, { input: { id, key } })).setSourceApiKey;
    expect(await set(` ${STRIPE_KEY} `)).toEqual({
      secret: null,
      source: { apiKeyHint: '…4x7S', reconciledAt: null, reconcileProblem: null },
    });
    await client.get(RECONCILE, { id });
    expect((await set('sk_live_another_account_9999')).source).toMatchObject({
      apiKeyHint: '…9999',
      reconciledAt: null,
    });
    expect((await set(null)).source.apiKeyHint).toBeNull();
    const [row] = await dataSource.query('SELECT * FROM sources WHERE id = $1', [id]);
    expect(row).toMatchObject({ sealed_api_key: null, reconcile_progress: null, reconciled_at: null });
    const lines = (await auditOf()).filter(({ action }) => action === 'setSourceApiKey');
    expect(lines).toMatchObject([
      { subject: id, before: null, after: { apiKeyHint: '…4x7S' } },
      { before: { apiKeyHint: '…4x7S' }, after: { apiKeyHint: '…9999' } },
      { before: { apiKeyHint: '…9999' }, after: null },
    ]);
  });

  it.each([
    ['STRIPE', 'pk_live_for_browsers_only', /begins with sk_ or rk_/],
    ['STRIPE', 'sk_live_with\nbreak', /begins with sk_ or rk_/],
    ['DODO', 'with a blank', /without blanks/],
    ['GENERIC', 'anything', /Only sources of the kinds Dodo Payments and Stripe/],
    ['STRIPE', undefined, /Say which key/],
  ] as const)('refuses what cannot be a key: %s %j', async (kind, key, sentence) => {
    const { id } = await addSource(dataSource, businessId, kind);
    const error = await client.fail(SET, { input: { id, key } });
    expect(error.extensions.code).toBe('BAD_USER_INPUT');
    expect(error.message).toMatch(sentence);
  });

  it('knows nobody else’s source, and reconcileSource neither, which needs a key besides', async () => {
    const theirs = await addSource(dataSource, await addBusiness(dataSource), 'STRIPE');
    await dataSource.query(`UPDATE sources SET sealed_api_key = 'x' WHERE id = $1`, [theirs.id]);
    const set = await client.fail(SET, { input: { id: theirs.id, key: STRIPE_KEY } });
    const reconcile = await client.fail(RECONCILE, { id: theirs.id });
    expect([set, reconcile].map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    await dataSource.query('UPDATE sources SET sealed_api_key = NULL WHERE id = $1', [theirs.id]);
    const { id } = await addSource(dataSource, businessId, 'STRIPE');
    expect((await client.fail(RECONCILE, { id })).message).toMatch(/set one for it\.$/);
    expect(apis.asked).toEqual([]);
  });
});

describe('Every hour', () => {
  it('a dispute that no webhook told gets its ladder and is told to the team once; the key is nowhere in the open', async () => {
    const { recipientId } = await addPerson(dataSource, businessId);
    const source = { ...(await addSource(dataSource, businessId, 'STRIPE')), kind: 'STRIPE' as const };
    await client.get(SET, { input: { id: source.id, key: STRIPE_KEY } });
    const missed = stripeDispute('du_missed', 'needs_response');
    apis.stripe.disputes = [missed];
    const history = await triggered();
    expect(history).toContain('reconcile');
    const look = 'SELECT state, respond_by AS due FROM disputes WHERE business_id = $1 AND respond_by IS NOT NULL';
    const [dispute] = await eventually('the ladder', async () => {
      const rows = await dataSource.query(look, [businessId]);
      return rows.length > 0 && rows;
    });
    expect(dispute).toEqual({ state: 'NEEDS_RESPONSE', due: new Date(missed.evidence_details.due_by * 1_000) });
    const body = { id: 'evt_late', type: 'charge.dispute.created', created: missed.created, livemode: true };
    const late = (await postSigned(program, source, { ...body, data: { object: missed } })).body.id;
    await triggered();
    await eventually('the end of the late webhook', async () => {
      const [row] = await dataSource.query('SELECT status FROM events WHERE id = $1', [late]);
      return row.status === 'PROCESSED';
    });
    const ends = await dataSource.query('SELECT DISTINCT status FROM deliveries WHERE event_id = $1', [late]);
    expect(ends).toEqual([{ status: 'SUPERSEDED' }]);
    const events =
      'SELECT found_by_reconcile AS found FROM events WHERE business_id = $1 AND entity_id = $2 AND type = $3 ORDER BY id';
    expect(await dataSource.query(events, [businessId, 'du_missed', 'dispute.opened'])).toEqual([
      { found: true },
      { found: false },
    ]);
    const items = await dataSource.query('SELECT id FROM notifications WHERE recipient_id = $1', [recipientId]);
    expect(items).toHaveLength(1);
    expect(await auditOf()).toHaveLength(2);

    apis.trouble = { status: 401, from: 1 };
    const refused = await triggered();
    const [row] = await dataSource.query('SELECT reconcile_problem AS problem FROM sources WHERE id = $1', [source.id]);
    expect(row.problem).toEqual(makeReason('PROVIDER_KEY_REFUSED', { provider: 'Stripe', status: 401 }));
    const open = [history, refused, ...logged, await everyRow()].join('\n');
    expect(open).toContain('du_missed');
    expect(open).not.toContain(STRIPE_KEY);
    expect(open).not.toContain(STRIPE_KEY.slice(0, -8));
  });
});

/** All that Temporal keeps of a run of the schedule. */
const triggered = async (): Promise<string> =>
  readableText(await (await triggerSchedule(program, 'reconcile')).fetchHistory());

/** What anybody could read in the database, every table of it. */
async function everyRow(): Promise<string> {
  const tables: { name: string }[] = await dataSource.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const texts = await Promise.all(
    tables.map(async ({ name }) => JSON.stringify(await dataSource.query(`SELECT t::text FROM "${name}" t`))),
  );
  return [...texts, ...(await storedBodies(dataSource)).values()].join('\n');
}

it('keys of accounts are sent over TLS, or within this machine', () => {
  const urls = (url: string) => readEnvironment({ STRIPE_BASE_URL: url, DODO_BASE_URL: url });
  expect(urls('http://127.0.0.1:1/').STRIPE_BASE_URL).toBe('http://127.0.0.1:1');
  expect(urls('https://test.dodopayments.com').DODO_BASE_URL).toBe('https://test.dodopayments.com');
  expect(() => urls('http://dodo.example')).toThrow(/DODO_BASE_URL/);
});
