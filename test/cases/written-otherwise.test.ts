// Neighbours of cases 13, 14 and 15: what is written in another way, and means the same.
import { addBusiness, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { type Data, GraphqlClient } from '../support/graphql.js';
import { post, signedHeaders, type TestSource } from '../support/producers.js';
import { type Program, startProgram } from '../support/program.js';

const BODY = JSON.stringify({ type: 'payout.paid', data: {} });

let database: TestDatabase;
let program: Program;
let client: GraphqlClient;
let source: TestSource;

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  const businessId = await addBusiness(database.dataSource);
  client = await GraphqlClient.of(program, businessId);
  source = { ...(await addSource(database.dataSource, businessId, 'GENERIC')), kind: 'GENERIC' };
});

afterAll(async () => {
  await program?.stop();
  await database?.drop();
});

const bySvix = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.replace(/^webhook-/, 'svix-'), value]));

describe('a producer that sends by Svix', () => {
  it('is heard, once each, by the id that it gives', async () => {
    const headers = bySvix(signedHeaders(source, BODY, { externalId: 'msg_svix' }));
    expect([(await post(program, source.id, BODY, headers)).status, 202]).toEqual([202, 202]);
    expect((await post(program, source.id, BODY, headers)).body.duplicate).toBe(true);
    // A resend by the other names is the same one.
    const again = signedHeaders(source, BODY, { externalId: 'msg_svix' });
    expect((await post(program, source.id, BODY, again)).body.duplicate).toBe(true);
  });

  it('cannot sign by the one what it names by the other', async () => {
    const signed = signedHeaders(source, BODY);
    const svix = bySvix(signed);
    const mixed = { 'content-type': 'application/json', 'webhook-id': 'msg_other', ...svix };
    expect((await post(program, source.id, BODY, mixed)).status).toBe(401);
    const { 'svix-timestamp': _, ...incomplete } = svix;
    expect((await post(program, source.id, BODY, incomplete)).status).toBe(401);
  });
});

it.each(['%20', '%0A', '%09'])('an address that was pasted with a blank (%s) is the same one', async (blank) => {
  const headers = signedHeaders(source, BODY);
  expect((await post(program, `${source.id}${blank}`, BODY, headers)).status).toBe(202);
});

it('who probes by OPTIONS is told what belongs there', async () => {
  const answer = await fetch(`${program.url}/webhooks/${source.id}`, { method: 'OPTIONS' });
  expect(await answer.json()).toEqual({ error: expect.stringContaining('POST') });
});

describe('an operation without a name', () => {
  const ask = async (operationName: string): Promise<Data> => {
    const query = '{ business { name } }';
    return (await client.post(JSON.stringify({ query, operationName }))).json();
  };

  it('may have an empty one, as tools send it', async () => {
    expect(await ask('')).toEqual({ data: { business: { name: expect.any(String) } } });
    expect((await ask('x')).errors[0].message).toContain('"x"');
  });
});

describe('a setting', () => {
  it.each([
    ['pt_BR', 'pt-BR'],
    ['zh_Hant_TW', 'zh-Hant-TW'],
    ['in_ID', 'id-ID'],
  ])('of the language %s is %s', async (locale, kept) => {
    const query = 'mutation ($l: String) { updateBusiness(input: { locale: $l }) { business { locale } } }';
    expect(await client.get(query, { l: locale })).toEqual({ updateBusiness: { business: { locale: kept } } });
  });

  it('of an address has no characters that nobody sees', async () => {
    const query = 'mutation ($a: String!) { addEmail(input: { address: $a }) { destination { label } } }';
    const added = await client.get(query, { a: '\u200bBob@x.example\u2060' });
    expect(added.addEmail.destination.label).toBe('bob@x.example');
    expect((await client.fail(query, { a: 'bob@x.example' })).extensions.code).toBe('CONFLICT');
  });
});

describe('a moment', () => {
  const at = async (occurredAt: string) => {
    const query = 'mutation ($i: PublishEventInput!) { publishEvent(input: $i) { event { type occurredAt } } }';
    const input = { type: ' order.paid ', externalId: occurredAt, occurredAt, data: {} };
    return (await client.get(query, { i: input })).publishEvent.event;
  };

  it.each([
    ['2026-11-03', '2026-11-03T00:00:00.000Z'],
    ['2026-11-03T09:14:22', '2026-11-03T09:14:22.000Z'],
    ['2026-11-03 09:14:22+02', '2026-11-03T07:14:22.000Z'],
    ['2026-11-03T09:14:22,5+0530', '2026-11-03T03:44:22.500Z'],
  ])('%s is %s, wherever the server is', async (text, moment) => {
    expect(await at(text)).toEqual({ type: 'order.paid', occurredAt: moment });
  });

  it.each(['5', 'March 5', '11/03/2026', '2026-02-30T00:00:00Z', '2026-11-03T25:00:00Z', ''])(
    '%j is none, and not what the server makes of it',
    async (text) => {
      const { message } = await client.fail(
        `{ events(filter: { receivedAfter: ${JSON.stringify(text)} }) { totalCount } }`,
      );
      expect(message).toContain('ISO 8601');
    },
  );
});
