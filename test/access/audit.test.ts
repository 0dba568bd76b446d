// What the trail keeps of a change: with it or not at all, the difference only, and no secret.
import type { EntityManager } from 'typeorm';
import { type Change, recordChange } from '../../src/core/access/audit.js';
import { AuditEntry } from '../../src/core/access/audit-entry.entity.js';
import { newId } from '../../src/platform/new-id.js';
import { addBusiness, createDatabase, type TestDatabase } from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { type Program, startProgram } from '../support/program.js';

let database: TestDatabase;
let businessId: string;

beforeAll(async () => {
  database = await createDatabase();
  businessId = await addBusiness(database.dataSource);
});

afterAll(() => database?.drop());

async function recorded(change: Omit<Change, 'action' | 'subject'>): Promise<Pick<AuditEntry, 'before' | 'after'>[]> {
  const subject = newId('destination');
  await recordChange(database.dataSource.manager, { businessId, actor: 'a test' }, { action: 'x', subject, ...change });
  const rows = await database.dataSource.getRepository(AuditEntry).findBy({ subject });
  return rows.map(({ before, after }) => ({ before, after }));
}

it('keeps what differs', async () => {
  const before = { name: 'Ada', roles: ['OWNER'], locale: null };
  const after = { name: 'Ada', roles: ['OWNER', 'SALES'], locale: 'de' };
  expect(await recorded({ before, after })).toEqual([
    { before: { roles: ['OWNER'], locale: null }, after: { roles: ['OWNER', 'SALES'], locale: 'de' } },
  ]);
});

it('keeps nothing of a change that changes nothing', async () => {
  expect(await recorded({ before: { enabled: true }, after: { enabled: true } })).toEqual([]);
});

it('masks what may be a secret, however deep it lies', async () => {
  const secrets = { url: 'u-1', secret: 's-2', token: 't-3', headers: { 'x-a': 'h-4' }, inner: [{ sealedUrl: 'i-5' }] };
  const [row] = await recorded({ after: { label: '#payments', urlHint: 'https://h/…', ...secrets } });
  expect(row?.after).toMatchObject({ label: '#payments', urlHint: 'https://h/…', url: '…', headers: '…' });
  expect(JSON.stringify(row)).not.toMatch(/-[1-5]/);
});

it('is gone where the change is', async () => {
  const subject = newId('destination');
  const work = database.dataSource.transaction(async (manager: EntityManager) => {
    await recordChange(manager, { businessId, actor: 'a test' }, { action: 'x', subject, after: { enabled: true } });
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(await database.dataSource.getRepository(AuditEntry).countBy({ subject })).toBe(0);
});

describe('a change by the API', () => {
  let program: Program;
  let client: GraphqlClient;

  beforeAll(async () => {
    program = await startProgram(database);
    client = await GraphqlClient.of(program, businessId);
  });

  afterAll(() => program?.stop());

  const ADD =
    'mutation { addRecipient(input: { name: "Ada", email: "ada@team.example" }) { recipient { id destinations { id channel } } } }';
  const trail = async (subject: string) => {
    const query =
      'query ($filter: AuditFilter) { auditLog(filter: $filter) { edges { node { action before after } } } }';
    const { auditLog } = await client.get(query, { filter: { subject } });
    return auditLog.edges.map((edge: { node: object }) => edge.node);
  };

  it('of a person, a destination and its preferences is in the trail, a bulk as one entry', async () => {
    const { recipient } = (await client.get(ADD)).addRecipient;
    const { id } = recipient.destinations.find((one: { channel: string }) => one.channel === 'EMAIL');
    const set = (enabled: boolean) =>
      `mutation { setPreference(input: { destinationId: "${id}", eventType: "payment.failed", enabled: ${enabled} }) { destination { id } } }`;
    await client.get(set(true));
    await client.get(set(true));
    const all = `mutation { setAllPreferences(input: { destinationId: "${id}", enabled: false, category: PAYMENTS }) { destination { id } } }`;
    await client.get(all);
    await client.get(`mutation { removeDestination(input: { id: "${id}" }) { id } }`);
    expect(await trail(recipient.id)).toMatchObject([{ action: 'addRecipient', after: { name: 'Ada' } }]);
    const was = { 'payment.failed': true, 'payment.succeeded': null };
    const is = { 'payment.failed': false, 'payment.succeeded': false };
    expect(await trail(id)).toMatchObject([
      { action: 'removeDestination', before: { channel: 'EMAIL', label: 'ada@team.example' }, after: null },
      { action: 'setAllPreferences', before: was, after: is },
      { action: 'setPreference', before: { 'payment.failed': null }, after: { 'payment.failed': true } },
    ]);
  });

  it('of an endpoint or a source shows no secret', async () => {
    const hook = 'https://hooks.slack.com/services/T0/B0/verysecret';
    const slack = { channel: 'SLACK', label: '#payments', url: hook };
    const add = 'mutation ($input: AddEndpointInput!) { addEndpoint(input: $input) { destination { id } } }';
    const { addEndpoint } = await client.get(add, { input: slack });
    const make = 'mutation { createSource(input: { kind: GENERIC, name: "Shop" }) { secret source { id } } }';
    const { createSource } = await client.get(make);
    const turn = 'mutation ($id: ID!) { rotateSourceSecret(input: { id: $id }) { secret } }';
    const { rotateSourceSecret } = await client.get(turn, createSource.source);
    const entries = [...(await trail(addEndpoint.destination.id)), ...(await trail(createSource.source.id))];
    expect(entries.map(({ action }: { action: string }) => action)).toEqual([
      'addEndpoint',
      'rotateSourceSecret',
      'createSource',
    ]);
    const text = JSON.stringify(entries);
    for (const secret of ['verysecret', createSource.secret, rotateSourceSecret.secret])
      expect(text).not.toContain(secret);
  });
});
