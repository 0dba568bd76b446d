// publishEvent: the same inbox as a webhook's, for producers that have a key.
import { addBusiness, createDatabase, type TestDatabase } from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { type Program, startProgram } from '../support/program.js';

let database: TestDatabase;
let program: Program;
let client: GraphqlClient;
let businessId: string;

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  businessId = await addBusiness(database.dataSource);
  client = await GraphqlClient.of(program, businessId);
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

const PUBLISH = `mutation ($input: PublishEventInput!) { publishEvent(input: $input) { duplicate event { id type externalId occurredAt payload source { kind name } amount { amount currency } } } }`;
const failed = { type: 'payment.failed', externalId: 'order-1', data: { amount: 1250, currency: 'EUR', id: 'pay_1' } };

it('takes an event in as a GENERIC webhook would be', async () => {
  const input = { ...failed, occurredAt: '2026-03-01T10:00:00.000Z' };
  const { publishEvent } = await client.get(PUBLISH, { input });
  expect(publishEvent).toMatchObject({
    duplicate: false,
    event: {
      type: 'payment.failed',
      externalId: 'order-1',
      occurredAt: '2026-03-01T10:00:00.000Z',
      payload: { type: 'payment.failed', data: failed.data },
      source: { kind: 'GENERIC', name: 'API' },
      amount: { amount: 1250, currency: 'EUR' },
    },
  });
});

it('takes an id once, whatever it says', async () => {
  const first = (await client.get(PUBLISH, { input: { ...failed, externalId: 'order-2' } })).publishEvent;
  const again = (await client.get(PUBLISH, { input: { ...failed, externalId: 'order-2', data: {} } })).publishEvent;
  expect([first.duplicate, again.duplicate, again.event.id]).toEqual([false, true, first.event.id]);
});

it('makes one source and one event, also where the first ones come at once', async () => {
  const other = await addBusiness(database.dataSource);
  const busy = await GraphqlClient.of(program, other);
  const answers = await Promise.all(Array.from({ length: 12 }, () => busy.get(PUBLISH, { input: failed })));
  const ids = answers.map(({ publishEvent }) => publishEvent.event.id);
  expect(new Set(ids).size).toBe(1);
  expect((await busy.get('{ sources { kind name } }')).sources).toEqual([{ kind: 'GENERIC', name: 'API' }]);
});

it('goes on in its source where somebody renamed that, or called another one so', async () => {
  const shop = await GraphqlClient.of(program, await addBusiness(database.dataSource));
  const publish = async (externalId: string) =>
    (await shop.get(PUBLISH, { input: { ...failed, externalId } })).publishEvent;
  await publish('order-1');
  const [{ id }] = (await shop.get('{ sources { id } }')).sources;
  await shop.get(`mutation { renameSource(input: { id: "${id}", name: "Our shop" }) { source { id } } }`);
  await shop.get('mutation { createSource(input: { kind: GENERIC, name: "API" }) { source { id } } }');
  expect(await publish('order-1')).toMatchObject({ duplicate: true });
  expect(await publish('order-2')).toMatchObject({ duplicate: false, event: { source: { name: 'Our shop' } } });
  await shop.get(`mutation { removeSource(input: { id: "${id}" }) { id } }`);
  expect(await publish('order-3')).toMatchObject({ event: { source: { name: 'API' } } });
});

async function producer(): Promise<GraphqlClient> {
  const made = await client.get('mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { token } }', {
    input: { name: 'A shop', access: 'PRODUCER' },
  });
  return new GraphqlClient(program.url, made.createApiKey.token);
}

it('shows a PRODUCER what its own key published and nothing else, also where another key has taken its id', async () => {
  const publish = (externalId: string, fields: string) =>
    `mutation { publishEvent(input: { type: "payment.failed", externalId: "${externalId}", data: {} }) { duplicate event { ${fields} } } }`;
  const [one, another] = await Promise.all([producer(), producer()]);
  const [own, theirs] = [
    (await one.get(publish('mine', 'id status'))).publishEvent.event,
    (await another.get(publish('theirs', 'id'))).publishEvent.event,
  ];
  const listed = async (client: GraphqlClient): Promise<string[]> =>
    (await client.get('{ events { edges { node { id status } } } }')).events.edges.map(
      ({ node }: { node: { id: string } }) => node.id,
    );
  expect(own.status).toBeDefined();
  expect(await listed(another)).toEqual([theirs.id]);
  expect(await listed(one)).toContain(own.id);
  expect(await listed(one)).not.toContain(theirs.id);
  const read = 'query ($id: ID!) { event(id: $id) { id status } }';
  expect((await one.get(read, { id: theirs.id })).event).toBeNull();
  expect((await another.get(read, theirs)).event).toMatchObject({ id: theirs.id });
  expect((await one.get(publish('theirs', 'id externalId'))).publishEvent).toEqual({
    duplicate: true,
    event: { id: theirs.id, externalId: 'theirs' },
  });
  const { extensions } = await one.fail(publish('theirs', 'id status'));
  expect(extensions.code).toBe('FORBIDDEN');
});

it.each([
  ['externalId', { externalId: 'a\u0007b' }],
  ['externalId', { externalId: '' }],
  ['type', { type: '' }],
  ['data', { data: [1] }],
  ['data', { data: null }],
  ['data', { data: JSON.parse(`${'{"a":'.repeat(70)}1${'}'.repeat(70)}`) }],
])('refuses what it could not keep: %s', async (field, wrong) => {
  const before = await events();
  const { errors } = await client.ask(PUBLISH, { input: { ...failed, externalId: 'order-3', ...wrong } });
  expect(errors).toHaveLength(1);
  if ((wrong as { data?: unknown }).data !== null)
    expect(errors[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field });
  expect(await events()).toBe(before);
});

async function events(): Promise<number> {
  const [row] = await database.dataSource.query('SELECT count(*)::integer AS n FROM events WHERE business_id = $1', [
    businessId,
  ]);
  return row.n;
}
