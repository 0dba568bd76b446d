/** Signed webhooks: what goes out, who can check it, and what receivers answer. */
import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
import { signatureHeaders, webhook } from '../../src/channels/webhook.js';
import { PermanentFailure, RetryLater } from '../../src/domain/failures.js';
import { newStandardSecret } from '../../src/platform/signatures/standard-webhooks.js';
import { outgoing } from '../support/deliveries.js';
import { transformed, triesOf } from '../support/hooks.js';
import { failureText, readable } from '../support/reasons.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

interface Vector {
  name: string;
  secrets: string[];
  id: string;
  timestamp: number;
  body: string;
  headers: Record<string, string>;
}
const fixture = new URL('../../../test/fixtures/signatures.vectors.json', import.meta.url);
const { standardWebhooks: vectors } = JSON.parse(readFileSync(fixture, 'utf8')) as { standardWebhooks: Vector[] };

const { send, failing, close } = triesOf(webhook);
let server: HttpStandIn;
let elsewhere: HttpStandIn;
beforeAll(async () => {
  [server, elsewhere] = await Promise.all([startHttpStandIn(), startHttpStandIn()]);
});
beforeEach(() => {
  server.requests.length = 0;
  elsewhere.requests.length = 0;
  server.answer = (_request, response) => response.end('ok');
});
afterAll(async () => {
  await close();
  await server.stop();
  await elsewhere.stop();
});

const [SECRET, EARLIER, STRANGER] = [newStandardSecret(), newStandardSecret(), newStandardSecret()];
const HEADERS = { authorization: 'Bearer owner-secret', 'x-team': 'billing' };
const delivery = (changes = {}) => outgoing(`${server.url}/hook`, { secrets: [SECRET], headers: HEADERS, ...changes });
const coded = (code: string, changes = {}) =>
  transformed(`${server.url}/hook`, code, { secrets: [SECRET], headers: HEADERS, ...changes });
/** As a receiver checks it, with the package of Standard Webhooks. @throws where it would refuse. */
const checked = (secret: string, { body, headers }: HttpStandIn['requests'][number]) =>
  new Webhook(secret).verify(body, headers as Record<string, string>);

describe('a webhook', () => {
  it('carries the provider’s own bytes, and any receiver can check its signature', async () => {
    const sent = delivery();
    expect(readable(await send(sent))).toEqual({ status: 'SENT', statusCode: 200, detail: 'ok' });
    const [request] = server.requests;
    expect(request).toMatchObject({
      method: 'POST',
      path: '/hook',
      body: sent.event.body?.toString(),
      headers: { 'content-type': 'application/json', 'webhook-id': sent.id, ...HEADERS },
    });
    expect(checked(SECRET, request as never)).toEqual(JSON.parse(request?.body ?? ''));
    expect(() => checked(STRANGER, request as never)).toThrow(/No matching signature/);
  });

  it('is signed with both secrets while one is exchanged, so that a receiver with either takes it', async () => {
    await send(delivery({ secrets: [SECRET, EARLIER] }));
    const [request] = server.requests;
    expect(request?.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    for (const secret of [SECRET, EARLIER]) expect(() => checked(secret, request as never)).not.toThrow();
    expect(() => checked(STRANGER, request as never)).toThrow();
  });

  it.each(vectors)('has the signatures of the public vector $name', ({ id, timestamp, body, secrets, headers }) => {
    const made = signatureHeaders(id, Buffer.from(body), secrets, new Date(timestamp * 1_000 + 999));
    const known = (headers['webhook-signature'] ?? '').split(' ').filter((one) => one.startsWith('v1,'));
    expect(made).toEqual({
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': known.join(' '),
    });
  });

  it('of one delivery has one id, and a fresh time and signature in every try, so that a receiver takes it once', async () => {
    const taken = new Set<unknown>();
    server.answer = (request, response) => {
      checked(SECRET, request);
      taken.add(request.headers['webhook-id']);
      // It took the event, and its answer is lost.
      if (server.requests.length === 1) response.socket?.resetAndDestroy();
      else response.end('ok');
    };
    const sent = delivery();
    const first = await failing(sent);
    expect(first).toEqual(expect.any(RetryLater));
    expect(first).toMatchObject({ details: { maybeDelivered: true } });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await send(sent)).toMatchObject({ status: 'SENT' });
    expect([...taken]).toEqual([sent.id]);
    const [one, two] = server.requests.map(({ headers }) => headers);
    expect(Number(two?.['webhook-timestamp'])).toBeGreaterThan(Number(one?.['webhook-timestamp']));
    expect(two?.['webhook-signature']).not.toBe(one?.['webhook-signature']);
  });

  it('cannot have its signature said by headers of the user', async () => {
    await send(delivery({ headers: { 'Webhook-Id': 'mine', 'WEBHOOK-SIGNATURE': 'v1,mine' } }));
    expect(() => checked(SECRET, server.requests[0] as never)).not.toThrow();
  });

  it('without a secret is not sent, and says how to get one', async () => {
    const error = await failing(delivery({ secrets: [] }));
    expect(error).toEqual(expect.any(PermanentFailure));
    expect(failureText(error)).toMatch(/make one in its settings/);
    expect(server.requests).toEqual([]);
  });

  it('of an event whose body is no longer kept says so', async () => {
    const sent = delivery();
    const error = await failing({ ...sent, event: { ...sent.event, body: null } });
    expect(error).toEqual(expect.any(PermanentFailure));
    expect(failureText(error)).toMatch(/no longer kept/);
  });
});

describe('a transformation', () => {
  it('that leaves the event alone lets the original bytes go out', async () => {
    const sent = coded('function handler(w) { return w; }');
    await send(sent);
    expect(server.requests[0]?.body).toBe(sent.event.body?.toString());
  });

  it('sets payload, method, path and headers, and what goes out is what is signed', async () => {
    const code = `function handler(w) { w.method = 'PUT'; w.url = '${server.url}/other'; w.headers = { 'X-Team': 'mine' }; w.payload = { was: w.eventType }; return w; }`;
    await send(coded(code));
    expect(server.requests).toMatchObject([
      { method: 'PUT', path: '/other', headers: { authorization: 'Bearer owner-secret', 'x-team': 'mine' } },
    ]);
    expect(checked(SECRET, server.requests[0] as never)).toEqual({ was: 'payment.failed' });
  });

  it('that turns to another host takes neither the endpoint’s headers nor a signature of its secret there', async () => {
    const code = `function handler(w) { w.url = '${elsewhere.url}/x'; w.headers = { 'x-own': '1', 'Webhook-Signature': 'v1,mine' }; w.payload = {}; return w; }`;
    const sent = coded(code);
    expect((await send(sent)).status).toBe('SENT');
    expect(server.requests).toEqual([]);
    const headers = elsewhere.requests[0]?.headers ?? {};
    expect(headers).toMatchObject({ 'x-own': '1', 'webhook-id': sent.id });
    for (const name of ['authorization', 'x-team', 'webhook-signature']) expect(headers).not.toHaveProperty([name]);
  });

  it('that cancels sends nothing', async () => {
    const receipt = await send(coded('function handler(w) { w.cancel = true; return w; }'));
    expect(receipt).toMatchObject({ status: 'CANCELLED' });
    expect(server.requests).toEqual([]);
  });

  it('that breaks sends nothing, and is listed with its line', async () => {
    const error = await failing(coded('function handler(w) {\n  throw new Error("no");\n}'));
    expect(error).toEqual(expect.any(PermanentFailure));
    expect(failureText(error)).toMatch(/^The transformation failed: .*Error: no/);
    expect((error as PermanentFailure).details).toMatchObject({ transformationFailure: { line: 2 } });
    expect(server.requests).toEqual([]);
  });

  it('cannot turn to an address of our own network', async () => {
    const error = await failing(coded('function handler(w) { w.url = "https://10.0.0.1/x"; return w; }'));
    expect(error).toEqual(expect.any(PermanentFailure));
    expect(failureText(error)).toMatch(/not public/);
  });
});

describe('what a receiver answers', () => {
  const answers = (code: number, headers = {}) => {
    server.answer = (_request, response) => response.writeHead(code, headers).end();
  };

  it.each([200, 201, 202, 204])('%i is taken', async (code) => {
    answers(code);
    expect(await send(delivery())).toMatchObject({ status: 'SENT', statusCode: code });
  });

  it('410 ends it for good, and the endpoint with it', async () => {
    answers(410);
    const error = await failing(delivery());
    expect(error).toEqual(expect.any(PermanentFailure));
    expect(error).toMatchObject({ details: { statusCode: 410, destination: 'dead' } });
    expect(failureText(error)).toMatch(/enter another URL/);
  });

  it.each([
    [401, /verifies with the secret/],
    [403, /verifies with the secret/],
    [404, /answered 404\.$/],
    [422, /answered 422\.$/],
    [301, /Redirects are never followed/],
    [500, /answered 500\.$/],
  ])('%i is tried again, as its owner can mend it', async (code, message) => {
    answers(code, code === 301 ? { location: elsewhere.url } : {});
    const error = await failing(delivery());
    expect(error).toEqual(expect.any(RetryLater));
    expect(failureText(error)).toMatch(message);
    expect(elsewhere.requests).toEqual([]);
  });

  it.each([429, 502, 503, 504])('%i is tried again when it asks for it, half an hour at most', async (code) => {
    for (const [header, afterMs] of [
      ['90', 90_000],
      ['86400', 1_800_000],
    ] as const) {
      answers(code, { 'retry-after': header });
      expect(await failing(delivery())).toMatchObject({ afterMs, details: { statusCode: code } });
    }
  });
});
