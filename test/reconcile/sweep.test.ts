// Facts that no webhook told, found by asking the provider's API: what is asked, what is taken in, and what happens then.
import type { DataSource } from 'typeorm';
import { addBusiness, addPerson, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { planned } from '../support/deliveries.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { type Program, postSigned, startProgram } from '../support/program.js';
import {
  DODO_KEY,
  dodoDispute,
  dodoPayout,
  type ProviderApis,
  STRIPE_KEY,
  startProviderApis,
  stripeDispute,
  stripePayout,
} from '../support/provider-apis.js';

let database: TestDatabase;
let dataSource: DataSource;
let apis: ProviderApis;
let program: Program;
let businessId: string;
let client: GraphqlClient;

beforeAll(async () => {
  [database, apis] = await Promise.all([createDatabase(), startProviderApis()]);
  dataSource = database.dataSource;
  program = await startProgram(database, { config: { providers: apis.urls } });
});

beforeEach(async () => {
  apis.reset();
  businessId = await addBusiness(dataSource);
  client = await GraphqlClient.of(program, businessId);
});

afterAll(async () => {
  await program?.stop();
  await apis?.stop();
  await database?.drop();
});

const SHOWN = 'source { apiKeyHint reconciledAt reconcileProblem }';
const SET = `mutation ($id: ID!, $key: String) { setSourceApiKey(input: { id: $id, key: $key }) { secret ${SHOWN} } }`;
const RECONCILE = `mutation ($id: ID!) { reconcileSource(input: { id: $id }) { secret ${SHOWN} } }`;

async function keyed(kind: 'STRIPE' | 'DODO', key = kind === 'STRIPE' ? STRIPE_KEY : DODO_KEY) {
  const source = await addSource(dataSource, businessId, kind);
  await client.get(SET, { id: source.id, key });
  return { ...source, kind };
}

/** Sweeps and gives the source as it is then. */
const swept = async (id: string): Promise<Data> => (await client.get(RECONCILE, { id })).reconcileSource.source;

interface Row {
  id: string;
  type: string;
  entityId: string;
  externalId: string;
  occurredAt: Date;
  foundBySweep: boolean;
  facts: Record<string, unknown>;
}

const events = (): Promise<Row[]> =>
  dataSource.query(
    `SELECT id, type, entity_id AS "entityId", external_id AS "externalId", occurred_at AS "occurredAt",
       found_by_sweep AS "foundBySweep", facts FROM events WHERE business_id = $1 ORDER BY id`,
    [businessId],
  );

const told = async () => (await events()).map(({ entityId, type }) => `${entityId} ${type}`);

const statusesOf = async (eventId: string): Promise<string[]> => {
  const rows: { status: string }[] = await dataSource.query(
    'SELECT DISTINCT status FROM deliveries WHERE event_id = $1 ORDER BY 1',
    [eventId],
  );
  return rows.map(({ status }) => status);
};

const notices = async () => (await events()).filter(({ type }) => type === 'tocsin.source_key_refused');

describe('What a sweep takes in', () => {
  it('is each dispute and payout of Stripe in its state, as the webhook would have told it', async () => {
    const source = await keyed('STRIPE');
    apis.stripe.disputes = [
      stripeDispute('du_open', 'needs_response'),
      stripeDispute('du_inquiry', 'warning_needs_response'),
      stripeDispute('du_review', 'under_review'),
      stripeDispute('du_won', 'won'),
      stripeDispute('du_lost', 'lost'),
      stripeDispute('du_closed', 'warning_closed'),
    ];
    const statuses = ['pending', 'in_transit', 'paid', 'failed', 'canceled'];
    apis.stripe.payouts = statuses.map((status) => stripePayout(`po_${status}`, status));
    expect(await swept(source.id)).toEqual({
      apiKeyHint: '…4x7S',
      reconciledAt: expect.any(String),
      reconcileProblem: null,
    });
    expect(await told()).toEqual([
      'du_open dispute.opened',
      'du_inquiry dispute.opened',
      'du_review dispute.challenged',
      'du_won dispute.won',
      'du_lost dispute.lost',
      'du_closed dispute.closed',
      'po_pending payout.created',
      'po_in_transit payout.in_progress',
      'po_paid payout.success',
      'po_failed payout.failed',
      'po_canceled payout.cancelled',
    ]);
    const rows = await events();
    expect(rows.every(({ foundBySweep }) => foundBySweep)).toBe(true);
    expect(rows[0]).toMatchObject({
      externalId: 'sweep:du_open:needs_response',
      facts: { amount: '64900', currency: 'EUR', customerName: 'Grace', respondBy: expect.any(String) },
    });
    const made = apis.stripe.payouts[2]?.arrival_date * 1_000;
    expect(rows[8]?.occurredAt.getTime()).toBe(made);
    expect([...apis.keys]).toEqual([`Bearer ${STRIPE_KEY}`]);
  });

  it('is each dispute and payout of Dodo Payments, with what only the single dispute says', async () => {
    const source = await keyed('DODO');
    apis.dodo.customer = { reason: 'product_not_received', customer: { name: 'Ada', email: 'ada@shop.example' } };
    apis.dodo.disputes = [dodoDispute('dp_1', 'opened'), dodoDispute('dp_2', 'won')];
    const statuses = ['not_initiated', 'in_progress', 'on_hold', 'failed', 'success'];
    apis.dodo.payouts = statuses.map((status) => dodoPayout(`pyt_${status}`, status));
    await swept(source.id);
    expect(await told()).toEqual([
      'dp_1 dispute.opened',
      'dp_2 dispute.won',
      'pyt_not_initiated payout.created',
      'pyt_in_progress payout.in_progress',
      'pyt_on_hold payout.on_hold',
      'pyt_failed payout.failed',
      'pyt_success payout.success',
    ]);
    const [opened] = await events();
    const facts = { customerEmail: 'ada@shop.example', reason: 'product not received', respondByEstimated: true };
    expect(opened).toMatchObject({ externalId: 'sweep:dp_1:dispute:dispute_opened', facts });
    expect([...apis.keys]).toEqual([`Bearer ${DODO_KEY}`]);
    // A later stage of the same dispute is another fact.
    apis.dodo.disputes = [dodoDispute('dp_1', 'opened', 'pre_arbitration'), dodoDispute('dp_2', 'won')];
    await swept(source.id);
    expect((await told()).slice(7)).toEqual(['dp_1 dispute.opened']);
  });

  it('says of itself that it was found by a sweep, in every locale', async () => {
    const source = await keyed('STRIPE');
    apis.stripe.disputes = [stripeDispute('du_1', 'needs_response')];
    await swept(source.id);
    await postSigned(program, source, { id: 'evt_1', type: 'charge.succeeded', data: {} });
    const locales = ['en', 'fr', 'de', 'it', 'id', 'zh'];
    const texts = locales.map((locale) => `${locale}: text(locale: "${locale}")`).join(' ');
    const { edges } = (await client.get(`{ events { edges { node { foundBySweep timeline { kind ${texts} } } } } }`))
      .events;
    const [byWebhook, bySweep] = edges.map(({ node }: Data) => ({ ...node, timeline: node.timeline[0] }));
    expect([byWebhook.foundBySweep, bySweep.foundBySweep]).toEqual([false, true]);
    expect([byWebhook.timeline.kind, bySweep.timeline.kind]).toEqual(['RECEIVED', 'RECEIVED']);
    for (const locale of locales) expect(bySweep.timeline[locale]).not.toBe(byWebhook.timeline[locale]);
    expect(bySweep.timeline.en).toMatch(/^Found by sweep/);
  });
});

describe('What a webhook told', () => {
  it('is not taken again, and what it left out is', async () => {
    const source = await keyed('STRIPE');
    const known = stripeDispute('du_known', 'needs_response');
    const body = { id: 'evt_1', type: 'charge.dispute.created', created: known.created, livemode: true };
    await postSigned(program, source, { ...body, data: { object: known } });
    apis.stripe.disputes = [known, stripeDispute('du_missed', 'needs_response')];
    await swept(source.id);
    await swept(source.id);
    expect(await told()).toEqual(['du_known dispute.opened', 'du_missed dispute.opened']);
    // Its end was missed.
    apis.stripe.disputes = [{ ...known, status: 'lost' }];
    await swept(source.id);
    expect((await told()).at(-1)).toBe('du_known dispute.lost');
  });

  it('after a sweep had found it is superseded by that, unless it happened later', async () => {
    await addPerson(dataSource, businessId);
    const source = await keyed('DODO');
    const payout = dodoPayout('pyt_1', 'on_hold');
    apis.dodo.payouts = [payout];
    await swept(source.id);
    const [found] = await events();
    await planned(dataSource, [found?.id ?? '']);
    expect(await statusesOf(found?.id ?? '')).not.toContain('SUPERSEDED');
    const webhook = (timestamp: string) =>
      postSigned(program, source, { business_id: 'bus_1', type: 'payout.on_hold', timestamp, data: payout });
    const late = (await webhook(payout.updated_at)).body.id;
    const again = (await webhook(new Date(Date.now() + 24 * 3_600_000).toISOString())).body.id;
    await planned(dataSource, [late]);
    await planned(dataSource, [again]);
    expect(await statusesOf(late)).toEqual(['SUPERSEDED']);
    expect(await statusesOf(again)).not.toContain('SUPERSEDED');
    const [item] = await dataSource.query('SELECT reason FROM deliveries WHERE event_id = $1 LIMIT 1', [late]);
    expect(item.reason).toContain(found?.id);
  });

  it('in the very moment of the sweep supersedes what the sweep found', async () => {
    await addPerson(dataSource, businessId);
    const source = await keyed('DODO');
    const payout = dodoPayout('pyt_1', 'failed');
    apis.dodo.payouts = [payout];
    const body = { business_id: 'bus_1', type: 'payout.failed', timestamp: payout.updated_at, data: payout };
    // As if it had been stored after the sweep looked for it: the sweep does not know of another entity.
    const { id } = (await postSigned(program, source, { ...body, data: { ...payout, payout_id: 'pyt_2' } })).body;
    await swept(source.id);
    await dataSource.query(`UPDATE events SET entity_id = 'pyt_1' WHERE id = $1`, [id]);
    const found = (await events()).find(({ foundBySweep }) => foundBySweep);
    await planned(dataSource, [id]);
    await planned(dataSource, [found?.id ?? '']);
    expect(await statusesOf(id)).not.toContain('SUPERSEDED');
    expect(await statusesOf(found?.id ?? '')).toEqual(['SUPERSEDED']);
  });
});

describe('Pages', () => {
  it('are read to the end, at both providers', async () => {
    const [stripe, dodo] = [await keyed('STRIPE'), await keyed('DODO')];
    apis.stripe.payouts = Array.from({ length: 201 }, (_, n) => stripePayout(`po_${n}`, 'paid'));
    apis.dodo.payouts = Array.from({ length: 101 }, (_, n) => dodoPayout(`pyt_${n}`, 'success'));
    await swept(stripe.id);
    await swept(dodo.id);
    const rows = await events();
    expect(rows).toHaveLength(302);
    expect(new Set(rows.map(({ entityId }) => entityId)).size).toBe(302);
    const pages = apis.asked
      .filter((path) => path.includes('payouts'))
      .map((path) => new URL(path, 'http://x').searchParams);
    expect(pages.map((page) => page.get('starting_after') ?? page.get('page_number'))).toEqual([
      null,
      'po_99',
      'po_199',
      '0',
      '1',
    ]);
  });

  it('beyond the twentieth are left to the next sweep, which goes on there', async () => {
    const source = await keyed('STRIPE');
    apis.stripe.disputes = Array.from({ length: 2_001 }, (_, n) => stripeDispute(`du_${n}`, 'won'));
    // Known ones, so that there is little to write.
    await dataSource.query(
      `INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, entity_id, test, facts)
       SELECT 'evt_01kajp0f0qf1bsvkdv' || lpad(n::text, 8, '0'), $1, $2, 'evt_' || n, 'dispute.won', now(), now(), 'du_' || n, false,
         '{"stage": "dispute"}' FROM generate_series(0, 1999) n`,
      [businessId, source.id],
    );
    expect((await swept(source.id)).reconciledAt).toBeNull();
    expect(apis.asked).toHaveLength(20);
    expect((await swept(source.id)).reconciledAt).not.toBeNull();
    expect(apis.asked[20]).toContain('starting_after=du_1999');
    expect((await events()).filter(({ foundBySweep }) => foundBySweep).map(({ entityId }) => entityId)).toEqual([
      'du_2000',
    ]);
  });
});

describe('A provider that', () => {
  it('refuses the key is asked on, while the source says so and the team is told once', async () => {
    for (const status of [401, 403]) {
      for (const kind of ['STRIPE', 'DODO'] as const) {
        const source = await keyed(kind);
        apis.trouble = { status, from: 1 };
        const { reconcileProblem } = await swept(source.id);
        expect(reconcileProblem).toMatch(
          new RegExp(`refuses the API key \\(${status}\\): set one with setSourceApiKey`),
        );
        await swept(source.id);
        const told = (await notices()).filter(({ entityId }) => entityId === source.id);
        expect(told).toMatchObject([{ facts: { about: [kind], reason: `it answered ${status}` } }]);
        apis.trouble = null;
        expect((await swept(source.id)).reconcileProblem).toBeNull();
      }
    }
  });

  it('asks to wait or is in trouble is asked later, from where the sweep stopped', async () => {
    const source = await keyed('STRIPE');
    for (const status of [429, 503]) {
      apis.asked = [];
      apis.stripe.disputes = Array.from({ length: 101 }, (_, n) => stripeDispute(`du_${status}_${n}`, 'won'));
      apis.trouble = { status, from: 2 };
      const { reconcileProblem, reconciledAt } = await swept(source.id);
      expect(reconcileProblem).toMatch(
        status === 429 ? /^Stripe asks to be asked later \(429\)/ : /^Stripe answered 503/,
      );
      apis.trouble = null;
      const after = await swept(source.id);
      expect(after.reconcileProblem).toBeNull();
      expect(after.reconciledAt).not.toBe(reconciledAt);
      // The first page is not asked for again.
      const starts = apis.asked.slice(1, 3).map((path) => new URL(path, 'http://x').searchParams.get('starting_after'));
      expect(starts).toEqual([`du_${status}_99`, `du_${status}_99`]);
    }
    expect((await events()).length).toBe(202);
    expect(await notices()).toEqual([]);
  });

  it('no longer knows the place where the sweep stopped is asked from the beginning', async () => {
    const source = await keyed('STRIPE');
    apis.stripe.disputes = Array.from({ length: 101 }, (_, n) => stripeDispute(`du_${n}`, 'won'));
    apis.trouble = { status: 400, from: 2 };
    expect((await swept(source.id)).reconcileProblem).toMatch(/^Stripe answered 400/);
    apis.trouble = null;
    expect((await swept(source.id)).reconcileProblem).toBeNull();
    expect(apis.asked[2]).not.toContain('starting_after');
  });
});
