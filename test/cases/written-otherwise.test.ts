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

it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
  'a proxy that doubles %s says it once',
  async (name) => {
    const headers = signedHeaders(source, BODY);
    const twice = { ...headers, [name]: `${headers[name]}, ${headers[name]}` };
    expect((await post(program, source.id, BODY, twice)).status).toBe(202);
    const other = { ...headers, [name]: `${headers[name]}, v1,x` };
    expect((await post(program, source.id, BODY, other)).status).toBe(name === 'webhook-signature' ? 202 : 401);
  },
);

it.each(['utf-8', 'UTF-8', 'none', 'identity, identity'])('Content-Encoding: %s changes no byte', async (encoding) => {
  const headers = { ...signedHeaders(source, BODY), 'content-encoding': encoding };
  expect((await post(program, source.id, BODY, headers)).status).toBe(202);
});

it.each(['%20', '%0A', '%09', '%E2%80%8B'])(
  'an address that was pasted with a blank (%s) is the same one',
  async (blank) => {
    const headers = signedHeaders(source, BODY);
    expect((await post(program, `${source.id}${blank}`, BODY, headers)).status).toBe(202);
  },
);

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

describe('what is pasted', () => {
  it('is without the characters that nobody sees: an address of a hook, a secret, a key', async () => {
    const add =
      'mutation ($i: AddEndpointInput!) { addEndpoint(input: $i) { destination { ... on EndpointDestination { url } } } }';
    const hook = 'https://hooks.slack.com/services/T0000/B0000/abcd1234';
    const url = `\ufeff${hook.replace('services', 'ser\u200bvices')}\u200b\u2060\n`;
    expect(await client.get(add, { i: { channel: 'SLACK', label: 'a', url } })).toEqual({
      addEndpoint: { destination: { url: 'https://hooks.slack.com/…1234' } },
    });
    const set = 'mutation ($i: SetSourceSecretInput!) { setSourceSecret(input: $i) { source { id } } }';
    const secret = `\u200b ${source.secret}\ufeff\r\n`;
    expect(await client.get(set, { i: { id: source.id, secret } })).toEqual({
      setSourceSecret: { source: { id: source.id } },
    });
    const headers = signedHeaders(source, BODY);
    expect((await post(program, source.id, BODY, headers)).status).toBe(202);
  });

  it('as a header of an endpoint can be sent, or is refused', async () => {
    const add = 'mutation ($i: AddEndpointInput!) { addEndpoint(input: $i) { destination { id } } }';
    const withHeaders = (headers: object) => ({
      i: { channel: 'WEBHOOK', label: 'a', url: 'https://shop.example/hook', headers },
    });
    await client.get(add, withHeaders({ Authorization: ' Bearer x\u200b\n', api_key: 'ü' }));
    for (const headers of [{ Host: 'a.example' }, { 'content-length': '5' }, { 'x-mood': '👍' }, { 'x-a': 'b\r\nc' }])
      expect((await client.fail(add, withHeaders(headers))).extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'headers',
      });
  });

  it('and is cut within an emoji, or has half of one, is kept', async () => {
    const add = 'mutation ($i: AddEndpointInput!) { addEndpoint(input: $i) { destination { id label } } }';
    const code = 'function handler(webhook) { return webhook; } //';
    const transformation = `${code}${'x'.repeat(1_999 - code.length)}👍`;
    const input = { channel: 'WEBHOOK', label: 'a\ud83d', url: 'https://shop.example/hook', transformation };
    expect((await client.get(add, { i: input })).addEndpoint.destination.label).toBe('a\ufffd');
    const { auditLog } = await client.get('{ auditLog(first: 1) { edges { node { action } } } }');
    expect(auditLog.edges[0].node.action).toBe('addEndpoint');
  });

  it('and has nothing that can be seen is no name', async () => {
    const add = 'mutation ($i: AddRecipientInput!) { addRecipient(input: $i) { recipient { name } } }';
    for (const name of ['\u200b', ' \ufeff ', '\u2066\u2069'])
      expect((await client.fail(add, { i: { name } })).extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'name',
      });
    expect((await client.get(add, { i: { name: '👩‍💻' } })).addRecipient.recipient.name).toBe('👩‍💻');
  });
});

describe('an address', () => {
  const add = 'mutation ($a: String!) { addEmail(input: { address: $a }) { destination { label } } }';

  it.each([
    ['mu\u0308ller@k.example', 'müller@k.example'],
    ['ａｎｎ＠ｋ。example', 'ann@k.example'],
    ['ann@xn--mller-kva.example', 'ann@müller.example'],
  ])('that is written as %s is one: %s', async (written, kept) => {
    expect((await client.get(add, { a: written })).addEmail.destination.label).toBe(kept);
    expect((await client.fail(add, { a: kept })).extensions.code).toBe('CONFLICT');
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
