/** Browsers: what a push service is sent, what the browser reads of it, and what becomes of each answer. */
import type { ChannelReceipt, OutgoingDelivery } from '../../src/channels/channel.js';
import { push } from '../../src/channels/push.js';
import { renderTexts } from '../../src/channels/rendering/texts.js';
import { NO_FACTS } from '../../src/domain/facts.js';
import { PermanentFailure, RetryLater } from '../../src/domain/failures.js';
import { systemTime } from '../../src/platform/clock.js';
import { OutboundGuard } from '../../src/platform/outbound/guard.js';
import { OutboundClient } from '../../src/platform/outbound/http.js';
import { Sandbox } from '../../src/platform/sandbox/sandbox.js';
import { outgoing } from '../support/deliveries.js';
import { type Browser, newBrowser, vapidClaims, vapidOf } from '../support/push-stand-ins.js';
import { failureText, readable } from '../support/reasons.js';
import { type HttpStandIn, startHttpStandIn } from '../support/stand-ins.js';

const sandbox = new Sandbox({ threads: 1 });
const vapid = vapidOf();
let service: HttpStandIn;
let browser: Browser;
let to: string;
beforeAll(async () => {
  service = await startHttpStandIn();
});
beforeEach(() => {
  service.requests.length = 0;
  says(201, '', { location: '/m/1' });
  browser = newBrowser(`${service.url}/push/abc`);
  to = JSON.stringify(browser.subscription);
});
afterAll(async () => {
  await service.stop();
  await sandbox.close();
});

function send(delivery: OutgoingDelivery = outgoing(to), allow = ['127.0.0.1']): Promise<ChannelReceipt> {
  const http = new OutboundClient(new OutboundGuard(allow));
  const { signal } = new AbortController();
  return push.send(delivery, { http, mail: null, sandbox, push: { fcm: null, vapid }, signal, now: systemTime });
}
const failing = (delivery?: OutgoingDelivery, allow?: string[]): Promise<PermanentFailure | RetryLater> =>
  send(delivery, allow).then(
    (receipt) => Promise.reject(new Error(`it was sent: ${JSON.stringify(receipt)}`)),
    (error) => error,
  );
const says = (code: number, body: string, headers: Record<string, string> = {}) => {
  service.answer = (_request, response) => response.writeHead(code, headers).end(body);
};
const read = (of = browser) => service.requests.map(({ bytes }) => JSON.parse(of.decrypt(bytes)));

it('a message can be read by the browser that it is for', async () => {
  const delivery = outgoing(to);
  expect(readable(await send(delivery))).toEqual({ status: 'SENT', statusCode: 201, detail: '/m/1' });
  expect(service.requests[0]).toMatchObject({ method: 'POST', path: '/push/abc' });
  expect(read()).toEqual([
    {
      title: delivery.texts.title,
      body: `${delivery.texts.body} ${delivery.texts.action}`,
      tag: expect.stringMatching(/^[\w-]{32}$/),
      severity: 'WARNING',
      data: { deliveryId: delivery.id, eventId: delivery.event.id, eventType: 'payment.failed', link: delivery.link },
    },
  ]);
});

it('a message can be read by no other browser', async () => {
  await send();
  expect(() => read(newBrowser(service.url))).toThrow();
});

it('says who sends, for how long it is worth something, how urgent it is and what it replaces', async () => {
  await send();
  const headers = service.requests[0]?.headers ?? {};
  expect(headers).toMatchObject({ ttl: '259200', urgency: 'normal', 'content-encoding': 'aes128gcm' });
  expect(headers.topic).toBe(read()[0].tag);
  const claims = await vapidClaims(headers.authorization);
  expect(claims).toMatchObject({ key: vapid.publicKey, aud: service.url, sub: 'mailto:ops@test.example' });
  const lasts = Number(claims.exp) - Date.now() / 1_000;
  expect(lasts > 0 && lasts <= 24 * 3_600).toBe(true);
});

it.each([
  ['dispute.opened', 'high', '259200'],
  ['payment.succeeded', 'low', '86400'],
])('of %s it is of %s urgency', async (type, urgency, ttl) => {
  const base = outgoing(to);
  const event = { ...base.event, type, facts: { ...NO_FACTS, disputeId: 'dp_1', paymentId: 'pay_1' } };
  await send({ ...base, event, texts: renderTexts(event, base.formatter) });
  expect(service.requests[0]?.headers).toMatchObject({ urgency, ttl });
});

it.each(['x', '€', '"', '\ud800'])('of %j without end the service gets 4,096 bytes at most', async (text) => {
  const base = outgoing(to);
  await send({ ...base, texts: { ...base.texts, title: text.repeat(5_000), body: text.repeat(5_000) } });
  const [request] = service.requests;
  expect(request?.bytes.length).toBeLessThanOrEqual(4_096);
  expect(request?.bytes.length).toBeGreaterThan(4_080);
  expect(read()[0].body.endsWith('…')).toBe(true);
});

describe('an answer', () => {
  it.each([200, 202, 204])('%d is as good as 201', async (code) => {
    says(code, '');
    expect(await send()).toEqual({ status: 'SENT', statusCode: code, detail: null });
  });

  it.each([
    [404, 'unknown subscription'],
    [410, '{"errno":106,"error":"Gone"}'],
  ])('%d means that the subscription is dead', async (code, body) => {
    says(code, body);
    const error = await failing();
    expect(error).toEqual(expect.any(PermanentFailure));
    expect(error.details).toEqual({ statusCode: code, destination: 'dead' });
    expect(failureText(error)).toContain(body);
  });

  it.each([
    [
      403,
      'the VAPID credentials in the authorization header do not correspond to the credentials used to create the subscriptions.',
    ],
    [401, '{"code":401,"errno":109,"error":"Unauthorized","message":"VAPID public key mismatch"}'],
    [400, '{"reason":"VapidPkHashMismatch"}'],
  ])('%d %s is about a browser of another key pair, and the channel goes on', async (code, body) => {
    says(code, body);
    const error = await failing();
    expect(error).toEqual(expect.any(PermanentFailure));
    expect(error.details).toEqual({ statusCode: code });
    expect(failureText(error)).toMatch(/subscribed under another VAPID key .* subscribes anew by itself/);
  });

  it.each([
    [400, 'bad', /refused/],
    [413, 'too big', /fault of Tocsin/],
    [302, '', /refused/],
  ])('%d is a refusal of what we sent, and the browser lives', async (code, body, words) => {
    says(code, body);
    const error = await failing();
    expect(error).toEqual(expect.any(PermanentFailure));
    expect(error.details).toEqual({ statusCode: code });
    expect(failureText(error)).toMatch(words);
  });

  it.each([
    [429, { 'retry-after': '90' }, 90_000],
    [429, {}, 60_000],
    [500, {}, 10_000],
    [503, { 'retry-after': '15' }, 15_000],
    [401, {}, 600_000],
    [403, {}, 600_000],
  ])('%d %j means later', async (code, headers, afterMs) => {
    says(code, 'not now', headers as Record<string, string>);
    const error = await failing();
    expect(error).toEqual(expect.any(RetryLater));
    expect(error).toMatchObject({ afterMs, details: { statusCode: code } });
  });

  it.each([401, 403])('%d names the setting that is broken', async (code) => {
    says(code, 'BadJwtToken');
    expect(failureText(await failing())).toMatch(/VAPID_PUBLIC_KEY/);
  });
});

it('a service that hangs up after it read may have the message', async () => {
  service.answer = (_request, response) => response.socket?.resetAndDestroy();
  const error = await failing();
  expect(error).toEqual(expect.any(RetryLater));
  expect(error.details.maybeDelivered).toBe(true);
});

it('an endpoint is called through the guard: one inside our network is refused', async () => {
  const error = await failing(outgoing(to), []);
  expect(error).toEqual(expect.any(PermanentFailure));
  expect(service.requests).toEqual([]);
});
