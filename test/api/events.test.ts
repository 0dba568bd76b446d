import { newId } from '../../src/platform/new-id.js';
import { addBusiness, addPerson, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { send, type TestSource } from '../support/producers.js';
import { eventually, type Program, startProgram } from '../support/program.js';

const PAGE = `query ($first: Int, $after: String, $filter: EventFilter) { events(first: $first, after: $after, filter: $filter) {
  edges { cursor node { id } } pageInfo { hasNextPage endCursor } totalCount } }`;

let database: TestDatabase;
let program: Program;
let businessId: string;
let client: GraphqlClient;
let generic: TestSource;
let dodo: TestSource;

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  businessId = await addBusiness(database.dataSource);
  client = await GraphqlClient.of(program, businessId);
  generic = { ...(await addSource(database.dataSource, businessId, 'GENERIC')), kind: 'GENERIC' };
  dodo = { ...(await addSource(database.dataSource, businessId, 'DODO')), kind: 'DODO' };
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

async function add(source: TestSource, body: object | string, externalId?: string): Promise<string> {
  const answer = await send(program, source, body, { externalId });
  expect(answer.status).toBe(202);
  return answer.body.id;
}

const addMany = (count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, i) => add(generic, { type: 'payment.succeeded', data: { id: `pay_${i}` } })),
  );
const idsOf = (connection: Data): string[] => connection.edges.map((edge: Data) => edge.node.id);
const found = async (filter: object) => idsOf((await client.get(PAGE, { filter })).events);

describe('the list of events', () => {
  it('gives 120 of them page by page, newest first, without a gap or a double, while others come in', async () => {
    const added = await addMany(120);
    const seen: string[] = [];
    const sizes: number[] = [];
    let after: string | null = null;
    do {
      const { events }: Data = await client.get(PAGE, { first: 50, after });
      for (const { cursor, node } of events.edges) expect(cursor).toBe(node.id);
      seen.push(...idsOf(events));
      sizes.push(events.edges.length);
      after = events.pageInfo.hasNextPage ? events.pageInfo.endCursor : null;
      await addMany(3);
    } while (after);
    expect(sizes).toEqual([50, 50, 20]);
    expect(seen).toEqual([...added].sort().reverse());
    expect((await client.get(PAGE, {})).events.edges).toHaveLength(50);
  });

  it('is narrowed by each filter, and by several of them together', async () => {
    const customer = { customer: { id: 'cus_7', name: 'Zoë 100%', email: 'zoe@customer.example' } };
    const lost = await add(
      generic,
      { type: 'dispute.lost', data: { id: 'dsp_7', amount: 123450, currency: 'EUR', ...customer } },
      'msg_lost',
    );
    const refund = await add(
      dodo,
      { type: 'refund.failed', data: { refund_id: 'ref_7', customer: { ...customer.customer, customer_id: 'cus_7' } } },
      'msg_refund',
    );
    const odd = await add(generic, { type: 'loyalty.points_earned', data: { id: 'loy_7' } }, 'msg_odd');
    expect(await found({ sourceId: dodo.id })).toEqual([refund]);
    expect(await found({ type: 'dispute.lost' })).toEqual([lost]);
    expect(await found({ category: 'REFUNDS' })).toEqual([refund]);
    expect(await found({ externalId: 'msg_odd' })).toEqual([odd]);
    expect(await found({ entityId: 'dsp_7' })).toEqual([lost]);
    expect(await found({ entityId: 'dsp_7', type: 'refund.failed' })).toEqual([]);
    expect((await found({ status: 'RECEIVED' })).length).toBe(50);
    expect(await found({ status: 'FAILED' })).toEqual([]);
    for (const query of [lost, 'msg_lost', 'dsp_7', 'dispute.l', '123450'])
      expect([query, await found({ query })]).toEqual([query, [lost]]);
    for (const query of ['zoe@customer', 'Zoë 100%', 'ZOË', 'cus_7'])
      expect([query, await found({ query })]).toEqual([query, [refund, lost]]);
    for (const query of ['%', '_______________', "' OR true --"])
      expect([query, (await found({ query })).includes(odd)]).toEqual([query, false]);
  });

  it('is narrowed by the time of arrival', async () => {
    const before = await add(generic, { type: 'payment.failed', data: {} });
    const { event } = await client.get('query ($id: ID!) { event(id: $id) { receivedAt } }', { id: before });
    const later = await eventually('an event of a later millisecond', async () => {
      const id = await add(generic, { type: 'payment.failed', data: {} });
      const answer = await client.get('query ($id: ID!) { event(id: $id) { receivedAt } }', { id });
      return answer.event.receivedAt > event.receivedAt && id;
    });
    expect(await found({ receivedAfter: event.receivedAt, type: 'payment.failed' })).toEqual([later]);
    expect(await found({ receivedBefore: event.receivedAt, type: 'payment.failed' })).not.toContain(before);
    const { extensions } = await client.fail(PAGE, { filter: { receivedAfter: 'yesterday' } });
    expect(extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('an event', () => {
  it('shows an integer beyond 2^53 with all its digits, as text', async () => {
    const source: TestSource = { ...(await addSource(database.dataSource, businessId, 'GENERIC')), kind: 'GENERIC' };
    const id = await add(source, '{"type":"payment.failed","data":{"id":"pay_big","total":90071992547409931,"n":7}}');
    const { event } = await client.get('query ($id: ID!) { event(id: $id) { payload } }', { id });
    expect(event.payload).toEqual({
      type: 'payment.failed',
      data: { id: 'pay_big', total: '90071992547409931', n: 7 },
    });
  });

  it('has a body that counts each time it stands in an answer, which may have 16 MiB of them', async () => {
    const id = await add(generic, { type: 'payment.failed', data: { note: 'x'.repeat(1_000_000) } });
    const names = (times: number) => Array.from({ length: times }, (_, at) => `p${at}: payload`).join(' ');
    const query = (times: number) =>
      `query ($id: ID!) { a: event(id: $id) { ${names(9)} } b: event(id: $id) { ${names(times)} } }`;
    const refusal = await client.fail(query(9), { id });
    expect(refusal.message).toBe(
      'The bodies that this query asks for are larger than 16 MiB together. Ask for fewer at once.',
    );
    expect(refusal.extensions.code).toBe('BAD_USER_INPUT');
    expect(Object.keys((await client.get(query(7), { id })).b)).toHaveLength(7);
  });

  const SHOWN =
    'query ($id: ID!) { event(id: $id) { payload source { id name } amount { minorUnits currency formatted german: formatted(locale: "de") } } }';

  it('keeps its source when that is removed, and says so when its body is no longer kept', async () => {
    const source: TestSource = { ...(await addSource(database.dataSource, businessId, 'GENERIC')), kind: 'GENERIC' };
    const body = { type: 'payment.failed', data: { id: 'pay_x' } };
    const id = await add(source, body);
    expect((await client.get(SHOWN, { id })).event).toEqual({
      payload: body,
      source: { id: source.id, name: 'GENERIC' },
      amount: null,
    });
    await database.dataSource.query('UPDATE sources SET removed_at = now() WHERE id = $1', [source.id]);
    await database.dataSource.query('UPDATE inbox SET body = NULL WHERE id = $1', [id]);
    const erase = "UPDATE events SET erased_at = now(), erased_by = 'RETENTION' WHERE id = $1";
    await database.dataSource.query(erase, [id]);
    expect((await client.get(SHOWN, { id })).event).toEqual({
      payload: { erased: { code: 'RETENTION', at: expect.any(String) } },
      source: { id: source.id, name: 'GENERIC' },
      amount: null,
    });
    const { sources } = await client.get('{ sources { id } }');
    expect(sources.map((entry: { id: string }) => entry.id)).not.toContain(source.id);
  });

  it('shows its amount in the currency and the locale, exactly at any size', async () => {
    const amounts = {
      JPY: ['1234', '¥1,234'],
      KWD: ['1234', /1\.234/],
      IDR: ['922337203685477580', /9,223,372,036,854,775\.80/],
      USD: ['-5', '-$0.05'],
    };
    for (const [currency, [amount, formatted]] of Object.entries(amounts)) {
      const id = await add(generic, { type: 'payment.failed', data: { amount, currency } });
      const { event } = await client.get(SHOWN, { id });
      expect(event.amount).toMatchObject({ minorUnits: amount, currency });
      expect(event.amount.formatted).toEqual(
        typeof formatted === 'string' ? formatted : expect.stringMatching(formatted as RegExp),
      );
    }
  });

  it('says what to ask for instead where an amount is greater than an Int', async () => {
    const id = await add(generic, { type: 'payment.failed', data: { amount: 2 ** 31, currency: 'IDR' } });
    const { data, errors } = await client.ask('query ($id: ID!) { event(id: $id) { id amount { amount } } }', { id });
    expect(data.event).toEqual({ id, amount: null });
    expect(errors).toMatchObject([
      { message: expect.stringContaining('minorUnits'), extensions: { code: 'BAD_USER_INPUT', field: 'amount' } },
    ]);
  });
});

describe('node', () => {
  const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';

  it('finds everything that has an id, by that alone', async () => {
    const { dataSource } = database;
    const eventId = await add(generic, { type: 'payment.failed', data: {} });
    const { recipientId, inAppId, emailId } = await addPerson(dataSource, businessId);
    const { addEndpoint } = await client.get(
      'mutation { addEndpoint(input: { channel: SLACK, label: "#x", url: "https://hooks.slack.com/services/T0/B0/x" }) { destination { id } } }',
    );
    const [deliveryId, notificationId, rejectedId] = [
      newId('delivery'),
      newId('notification'),
      newId('rejectedRequest'),
    ];
    await dataSource.query(
      `INSERT INTO deliveries (id, business_id, event_id, destination_id, channel, sent_to, status, because) VALUES ($1, $2, $3, $4, 'IN_APP', 'Ada', 'DELIVERED', '{"code": "CUSTOMER_ON", "params": {}}')`,
      [deliveryId, businessId, eventId, inAppId],
    );
    await dataSource.query(
      `INSERT INTO notifications (id, business_id, recipient_id, event_id, delivery_id, title, body, severity) VALUES ($1, $2, $3, $4, $5, 'T', 'B', 'INFO')`,
      [notificationId, businessId, recipientId, eventId, deliveryId],
    );
    await dataSource.query(
      `INSERT INTO rejected_requests (id, business_id, source_id, at, status_code, reason) VALUES ($1, $2, $3, now(), 401, '{"code": "WEBHOOK_NOT_JSON", "params": {}}')`,
      [rejectedId, businessId, dodo.id],
    );
    const expected = {
      [businessId]: 'Business',
      [dodo.id]: 'Source',
      [eventId]: 'Event',
      [recipientId]: 'Recipient',
      [inAppId]: 'InAppDestination',
      [emailId]: 'EmailDestination',
      [addEndpoint.destination.id]: 'EndpointDestination',
      [deliveryId]: 'Delivery',
      [notificationId]: 'Notification',
      [rejectedId]: 'RejectedRequest',
    };
    for (const [id, __typename] of Object.entries(expected))
      expect(await client.get(NODE, { id })).toEqual({ node: { __typename, id } });
  });

  it('is null for anything else', async () => {
    for (const id of [
      '',
      'x',
      'evt_',
      newId('event'),
      newId('apiKey'),
      newId('attempt'),
      `${newId('event')}x`,
      'evt_ZZZZZZZZZZZZZZZZZZZZZZZZZZ',
    ]) {
      expect([id, await client.get(NODE, { id })]).toEqual([id, { node: null }]);
    }
  });
});
