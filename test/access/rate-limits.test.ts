// How often: requests of a key, wrong keys, sign-ins, webhooks with wrong signatures, sockets.
import { WebSocket } from 'ws';
import { newToken } from '../../src/api/auth/token.js';
import type { Config } from '../../src/platform/config.js';
import { addBusiness, addSource, createDatabase, type TestDatabase } from '../support/database.js';
import { GraphqlClient } from '../support/graphql.js';
import { Stream, Subscriber } from '../support/live.js';
import { post, send } from '../support/producers.js';
import { eventually, type Program, startProgram } from '../support/program.js';

let database: TestDatabase;
let businessId: string;
const running: Program[] = [];

beforeAll(async () => {
  database = await createDatabase();
  businessId = await addBusiness(database.dataSource);
});

afterEach(() => Promise.all(running.splice(0).map((program) => program.stop())));

afterAll(() => database?.drop());

/** Its counters are at nothing. */
async function fresh(config: Partial<Config> = {}): Promise<Program> {
  const program = await startProgram(database, { config });
  running.push(program);
  return program;
}

const ASK = JSON.stringify({ query: '{ serverTime }' });

/** One request, as from an address behind a proxy where one is named. */
async function ask(program: Program, key: string, from?: string) {
  const headers: Record<string, string> = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
  if (from) headers['x-forwarded-for'] = from;
  const answer = await fetch(`${program.url}/graphql`, { method: 'POST', headers, body: ASK });
  const { errors } = (await answer.json()) as { errors?: { extensions: { code: string; retryAfter?: number } }[] };
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), extensions: errors?.[0]?.extensions };
}

const codeOf = async (program: Program, key: string, from?: string) =>
  (await ask(program, key, from)).extensions?.code ?? null;

async function guess(program: Program, count: number, from?: string): Promise<void> {
  for (let at = 0; at < count; at++) expect(await codeOf(program, newToken(), from)).toBe('UNAUTHENTICATED');
}

describe('A stranger', () => {
  const LOOK = JSON.stringify({ query: '{ __typename }' });
  const look = async (program: Program, headers: Record<string, string> = {}) => {
    const all = { 'content-type': 'application/json', 'accept-language': 'de', ...headers };
    const answer = await fetch(`${program.url}/graphql`, { method: 'POST', headers: all, body: LOOK });
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), text: await answer.text() };
  };

  it('looks at the schema so often and no more, with no key or a made-up one; who is known goes on', async () => {
    const program = await fresh();
    const client = await GraphqlClient.of(program, businessId);
    // The first time that a key is shown, nobody knows it yet.
    await client.get('{ serverTime }');
    const made = { authorization: 'Bearer toc_made_up' };
    for (let at = 0; at < 119; at++) expect((await look(program, at % 2 ? made : {})).status).toBe(200);
    for (const headers of [{}, made]) {
      const { status, retryAfter, text } = await look(program, headers);
      expect(status).toBe(429);
      expect(Number(retryAfter)).toBeGreaterThan(0);
      expect(JSON.parse(text).errors[0].extensions).toEqual({ code: 'RATE_LIMITED', retryAfter: Number(retryAfter) });
      expect(text).toContain('ohne bekannten Schlüssel');
    }
    await client.get('{ serverTime }');
    expect((await fetch(`${program.url}/healthz`)).status).toBe(200);
  });
});

describe('A key', () => {
  it('that asks too much is told when to come back, and others are not', async () => {
    const program = await fresh({ requestsPerMinute: 5 });
    const [one, other] = [await GraphqlClient.of(program, businessId), await GraphqlClient.of(program, businessId)];
    for (let at = 0; at < 5; at++) await one.get('{ serverTime }');
    const { status, retryAfter, extensions } = await ask(program, one.key as string);
    expect([status, extensions]).toEqual([429, { code: 'RATE_LIMITED', retryAfter: expect.any(Number) }]);
    expect(retryAfter).toBe(String(extensions?.retryAfter));
    expect(Number(retryAfter)).toBeLessThanOrEqual(60);
    expect(await codeOf(program, other.key as string)).toBeNull();
  });

  it('spends on a socket what it may spend over HTTP', async () => {
    const program = await fresh({ requestsPerMinute: 3 });
    const client = await GraphqlClient.of(program, businessId);
    const subscriber = new Subscriber(program, client.key);
    try {
      for (let at = 0; at < 3; at++) await new Stream(subscriber.client, '{ serverTime }').next('an answer');
      const late = new Stream(subscriber.client, '{ serverTime }');
      await eventually('the refusal', async () => late.ended);
      expect(late.errors.map((error) => error.extensions)).toEqual([
        { code: 'RATE_LIMITED', retryAfter: expect.any(Number) },
      ]);
      expect(await codeOf(program, client.key as string)).toBe('RATE_LIMITED');
    } finally {
      await subscriber.close();
    }
  });

  it('pays more for what costs more', async () => {
    const program = await fresh({ requestsPerMinute: 20 });
    const client = await GraphqlClient.of(program, businessId);
    const dear =
      '{ events(first: 50) { edges { node { deliveries(first: 50) { edges { node { attempts { number } } } } } } } }';
    await client.get(dear);
    expect((await client.fail(dear)).extensions.code).toBe('RATE_LIMITED');
  });

  it('of a producer may ask ten times as often', async () => {
    const program = await fresh({ requestsPerMinute: 2 });
    const key = newToken();
    await program.credentials.addKey(businessId, 'shop', 'PRODUCER', key);
    for (let at = 0; at < 20; at++) expect(await codeOf(program, key)).toBeNull();
    expect(await codeOf(program, key)).toBe('RATE_LIMITED');
  });
});

describe('Wrong keys', () => {
  it('close the door for their address, but not to who was in before', async () => {
    const program = await fresh();
    const [known, late] = [await GraphqlClient.of(program, businessId), await GraphqlClient.of(program, businessId)];
    await known.get('{ serverTime }');
    await guess(program, 60);
    const { status, extensions, retryAfter } = await ask(program, newToken());
    expect([status, extensions?.code, Number(retryAfter) > 0]).toEqual([429, 'RATE_LIMITED', true]);
    expect(await codeOf(program, late.key as string)).toBe('RATE_LIMITED');
    expect(await codeOf(program, known.key as string)).toBeNull();
    const socket = new Subscriber(program, newToken());
    const stream = new Stream(socket.client, '{ serverTime }');
    await eventually('the end', async () => stream.ended);
    expect(socket.closes.map(({ code }) => code)).toEqual([4429]);
    await socket.close();
  });

  it('on sockets count as well', async () => {
    const program = await fresh();
    for (let at = 0; at < 60; at++) {
      const socket = new Subscriber(program, newToken());
      const stream = new Stream(socket.client, '{ serverTime }');
      await eventually('the end', async () => stream.ended);
      await socket.close();
    }
    expect(await codeOf(program, newToken())).toBe('RATE_LIMITED');
  });

  it('count for the address that our proxy tells, where there is one', async () => {
    const program = await fresh({ trustProxy: 1 });
    await guess(program, 60, '203.0.113.9');
    expect(await codeOf(program, newToken(), '203.0.113.9')).toBe('RATE_LIMITED');
    // What the client itself wrote before it is nothing to go by.
    expect(await codeOf(program, newToken(), '198.51.100.1, 203.0.113.9')).toBe('RATE_LIMITED');
    expect(await codeOf(program, newToken(), '198.51.100.1')).toBe('UNAUTHENTICATED');
  });

  it('count for the sender where there is no proxy, whatever it says', async () => {
    const program = await fresh();
    for (let at = 0; at < 60; at++) await guess(program, 1, `203.0.113.${at}`);
    expect(await codeOf(program, newToken(), '198.51.100.1')).toBe('RATE_LIMITED');
  });
});

it('Sign-ins are 20 a minute from one address', async () => {
  const program = await fresh();
  const signIn = (key: string) =>
    fetch(`${program.url}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key }),
    });
  for (let at = 0; at < 20; at++) expect((await signIn(newToken())).status).toBe(401);
  const refused = await signIn((await GraphqlClient.of(program, businessId)).key as string);
  expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
});

it('Webhooks are not limited, but 300 wrong signatures close a source for their address, unread', async () => {
  const program = await fresh({ trustProxy: 1 });
  const [one, other] = [
    await addSource(database.dataSource, businessId, 'DODO'),
    await addSource(database.dataSource, businessId, 'DODO'),
  ];
  const dodo = { ...one, kind: 'DODO' as const };
  const forged = { 'content-type': 'application/json', 'webhook-id': 'x', 'x-forwarded-for': '203.0.113.9' };
  for (let at = 0; at < 300; at++) expect((await post(program, one.id, '{}', forged)).status).toBe(401);
  const { status, headers, body } = await post(program, one.id, '{}', forged);
  expect([status, Number(headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect(body.error).toContain('wrong signature');
  expect((await post(program, other.id, '{}', forged)).status).toBe(401);
  const event = { type: 'payment.failed', data: { payment_id: 'pay_1' } };
  expect((await send(program, dodo, event)).status).toBe(202);
});

describe('Sockets', () => {
  const opened: WebSocket[] = [];
  const open = (program: Program) =>
    new Promise<WebSocket | number>((resolve) => {
      const socket = new WebSocket(`${program.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      opened.push(socket);
      socket.once('open', () => resolve(socket));
      socket.on('error', () => undefined);
      socket.once('unexpected-response', (_, response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
    });
  /** What the server says to a key: an acknowledgement, or the code of its close. */
  const say = (socket: WebSocket, key: string) =>
    new Promise<string | number>((resolve) => {
      socket.once('message', (data) => resolve(JSON.parse(String(data)).type));
      socket.once('close', resolve);
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } }));
    });

  afterEach(() => opened.splice(0).forEach((socket) => void socket.terminate()));

  it('of one key are 100; one that ends makes room', async () => {
    const program = await fresh();
    const key = (await GraphqlClient.of(program, businessId)).key as string;
    const answers: (string | number)[] = [];
    for (let at = 0; at < 101; at++) answers.push(await say((await open(program)) as WebSocket, key));
    expect(answers).toEqual([...Array(100).fill('connection_ack'), 4429]);
    opened[0]?.close();
    await eventually('room', async () => (await say((await open(program)) as WebSocket, key)) === 'connection_ack');
  });

  it('that say nothing are 50 of one address, and those that spoke do not count', async () => {
    const program = await fresh();
    const key = (await GraphqlClient.of(program, businessId)).key as string;
    const first = (await open(program)) as WebSocket;
    expect(await say(first, key)).toBe('connection_ack');
    const silent = await Promise.all(Array.from({ length: 50 }, () => open(program)));
    expect(silent.filter((socket) => typeof socket === 'number')).toEqual([]);
    expect(await open(program)).toBe(429);
    opened[1]?.close();
    await eventually('room', async () => typeof (await open(program)) !== 'number');
  });
});
