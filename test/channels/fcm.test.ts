/** Phones: what FCM is sent, and what becomes of each of its answers. */
import { generateKeyPairSync } from 'node:crypto';
import type { ChannelReceipt, OutgoingDelivery } from '../../src/channels/channel.js';
import { push } from '../../src/channels/push.js';
import { renderTexts } from '../../src/channels/rendering/texts.js';
import { NO_FACTS } from '../../src/domain/facts.js';
import { PermanentFailure, RetryLater } from '../../src/domain/failures.js';
import { systemTime } from '../../src/platform/clock.js';
import { GoogleToken } from '../../src/platform/outbound/google-token.js';
import { OutboundGuard } from '../../src/platform/outbound/guard.js';
import { OutboundClient } from '../../src/platform/outbound/http.js';
import type { Fcm } from '../../src/platform/outbound/push-access.js';
import { Sandbox } from '../../src/platform/sandbox/sandbox.js';
import { Secret } from '../../src/platform/secrets/secret.js';
import { outgoing } from '../support/deliveries.js';
import { assertionIn, type FcmStandIn, fcmError, serviceAccount, startFcm } from '../support/push-stand-ins.js';
import { failureText, readable } from '../support/reasons.js';

const TOKEN = 'phone-1:APA91bHtoken';
const sandbox = new Sandbox({ threads: 1 });
const http = new OutboundClient(new OutboundGuard([]));
let standIn: FcmStandIn;
let fcm: Fcm;
beforeAll(async () => {
  standIn = await startFcm();
});
beforeEach(() => {
  standIn.reset();
  fcm = standIn.open();
});
afterAll(async () => {
  await standIn.stop();
  await sandbox.close();
});

const send = (delivery: OutgoingDelivery = outgoing(TOKEN)): Promise<ChannelReceipt> =>
  push.send(delivery, {
    http,
    mail: null,
    sandbox,
    push: { fcm, vapid: null },
    signal: new AbortController().signal,
    now: systemTime,
  });
const failing = (delivery?: OutgoingDelivery): Promise<PermanentFailure | RetryLater> =>
  send(delivery).then(
    (receipt) => Promise.reject(new Error(`it was sent: ${JSON.stringify(receipt)}`)),
    (error) => error,
  );
const says = (code: number, body: string, headers: Record<string, string> = {}) => {
  standIn.messages.answer = (_request, response) => response.writeHead(code, headers).end(body);
};
/** The messages that arrived, as FCM reads them. */
const arrived = () => standIn.messages.requests.map(({ body }) => JSON.parse(body).message);

/** A delivery of another event than the failed payment. */
function about(type: string, facts: Partial<typeof NO_FACTS>): OutgoingDelivery {
  const base = outgoing(TOKEN);
  const event = { ...base.event, type, facts: { ...NO_FACTS, ...facts } };
  return { ...base, event, texts: renderTexts(event, base.formatter) };
}

describe('a message', () => {
  it('goes to the project of the account, with a token of Google', async () => {
    const receipt = await send();
    expect(readable(receipt)).toEqual({
      status: 'SENT',
      statusCode: 200,
      detail: 'projects/tocsin-test/messages/ok-1',
    });
    const [request] = standIn.messages.requests;
    expect(request).toMatchObject({ method: 'POST', path: '/v1/projects/tocsin-test/messages:send' });
    expect(request?.headers.authorization).toBe(`Bearer ${standIn.given[0]}`);
  });

  it('says what happened, where it can be seen, and how it is shown', async () => {
    const delivery = outgoing(TOKEN);
    await send(delivery);
    const [message] = arrived();
    const { apns, ...rest } = message;
    const tag = rest.android.collapse_key;
    expect(rest).toEqual({
      token: TOKEN,
      notification: { title: delivery.texts.title, body: `${delivery.texts.body} ${delivery.texts.action}` },
      data: {
        deliveryId: delivery.id,
        eventId: delivery.event.id,
        eventType: 'payment.failed',
        link: delivery.link,
        severity: 'WARNING',
      },
      android: { priority: 'HIGH', ttl: '259200s', collapse_key: tag, notification: { tag } },
    });
    expect(tag).toMatch(/^[\w-]{32}$/);
    const expiration = Number(apns.headers['apns-expiration']);
    expect(apns.headers).toMatchObject({ 'apns-collapse-id': tag, 'apns-priority': '10' });
    expect(Math.abs(expiration - Date.now() / 1_000 - 259_200)).toBeLessThan(60);
    expect(apns.payload).toEqual({ aps: { sound: 'default' } });
  });

  it('makes no noise where it only informs', async () => {
    await send(about('payment.succeeded', { paymentId: 'pay_2', amount: '100', currency: 'USD' }));
    const [{ android, apns }] = arrived();
    expect([android.priority, android.ttl]).toEqual(['NORMAL', '86400s']);
    expect([apns.headers['apns-priority'], apns.payload.aps]).toEqual(['5', {}]);
  });

  it('takes the place of an older one of the same dispute, and of no other', async () => {
    const dispute = { disputeId: 'dp_1', paymentId: 'pay_1' };
    await send(about('dispute.opened', dispute));
    await send(about('dispute.won', dispute));
    await send(about('dispute.opened', { ...dispute, disputeId: 'dp_2' }));
    await send(about('payment.failed', dispute));
    await send(about('something.unknown', {}));
    await send(about('something.unknown', {}));
    const tags = arrived().map((message) => message.apns.headers['apns-collapse-id']);
    expect(tags[1]).toBe(tags[0]);
    expect(new Set(tags).size).toBe(5);
  });

  it.each(['x', 'é', '€', '𝕏', '"', '\u0007', '\ud800'])(
    'of %j without end has 4,096 bytes at most, and is still JSON',
    async (text) => {
      const base = outgoing(TOKEN);
      const long = text.repeat(9_000);
      await send({ ...base, texts: { ...base.texts, title: long, body: `a${long}`, action: null } });
      const [request] = standIn.messages.requests;
      const { token, ...counted } = arrived()[0];
      const bytes = Buffer.byteLength(JSON.stringify(counted));
      expect([token, bytes <= 4_096, bytes > (text === '\u0007' ? 400 : 4_080)]).toEqual([TOKEN, true, true]);
      expect(Buffer.byteLength(request?.body ?? '')).toBeLessThan(4_096 + 64);
    },
  );
});

describe('the access token', () => {
  it('is asked for by an assertion that the account signed, for messages only', async () => {
    await send();
    const claims = await assertionIn(standIn.tokens.requests[0]);
    expect(claims).toMatchObject({
      grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      iss: 'push@tocsin-test.iam.example',
      aud: `${standIn.tokens.url}/token`,
      scope: 'https://www.googleapis.com/auth/firebase.messaging',
    });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(3_600);
  });

  it('is one for all who send at the same time and later', async () => {
    await Promise.all([send(), send(), send()]);
    await send();
    expect(standIn.given).toHaveLength(1);
    expect(standIn.messages.requests).toHaveLength(4);
  });

  it('is asked for anew shortly before it ends', async () => {
    standIn.lastSeconds = 299;
    await send();
    await send();
    expect(standIn.given.length).toBeGreaterThanOrEqual(2);
    const used = standIn.messages.requests.map(({ headers }) => headers.authorization);
    expect(new Set(used).size).toBe(2);
  });

  it('is asked for once more where FCM no longer takes it, and then it is sent', async () => {
    await send();
    const [old] = standIn.given;
    standIn.messages.answer = ({ headers }, response) =>
      headers.authorization === `Bearer ${old}`
        ? response.writeHead(401).end(fcmError(401, 'UNAUTHENTICATED'))
        : response.end('{"name":"ok"}');
    expect((await Promise.all([send(), send()])).map(({ status }) => status)).toEqual(['SENT', 'SENT']);
    expect(standIn.given).toHaveLength(2);
  });

  it('that is refused again means that the account is broken: later, and it says so', async () => {
    says(401, fcmError(401, 'UNAUTHENTICATED'));
    const error = await failing();
    expect(standIn.messages.requests).toHaveLength(2);
    expect(error).toEqual(expect.any(RetryLater));
    expect(error).toMatchObject({ afterMs: 600_000, details: { statusCode: 401 } });
    expect(failureText(error)).toContain('FCM_SERVICE_ACCOUNT');
  });

  it.each([
    [
      400,
      '{"error":"invalid_grant","error_description":"Invalid JWT Signature."}',
      600_000,
      /invalid_grant.*FCM_SERVICE_ACCOUNT/,
    ],
    [401, '{"error":"invalid_client"}', 600_000, /FCM_SERVICE_ACCOUNT/],
    [429, '{}', null, /429/],
    [503, 'upstream', null, /503/],
    [200, '{"token_type":"Bearer"}', 600_000, /no access token/],
    [200, 'null', 600_000, /no access token/],
  ])('that Google does not give (%d %s) means later, and nothing is sent', async (code, body, afterMs, words) => {
    standIn.tokens.answer = (_request, response) => response.writeHead(code).end(body);
    const error = await failing();
    expect(error).toEqual(expect.any(RetryLater));
    expect((error as RetryLater).afterMs).toBe(afterMs);
    expect(error.details.maybeDelivered).toBeUndefined();
    expect(failureText(error)).toMatch(words);
    expect(standIn.messages.requests).toEqual([]);
    standIn.reset();
    expect((await send()).status).toBe('SENT');
  });

  it('is no reason to think that a message arrived where Google hangs up', async () => {
    standIn.tokens.answer = (_request, response) => response.socket?.resetAndDestroy();
    expect((await failing()).details.maybeDelivered).toBeUndefined();
  });

  it('of another account is not signed with our key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const other = {
      ...serviceAccount(`${standIn.tokens.url}/token`),
      private_key: new Secret(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
    };
    await new GoogleToken(other, fcm.http).get();
    await expect(assertionIn(standIn.tokens.requests[0])).rejects.toThrow('signature');
  });
});

describe('an answer', () => {
  it.each([
    [404, fcmError(404, 'NOT_FOUND', 'UNREGISTERED'), 'UNREGISTERED'],
    [403, fcmError(403, 'PERMISSION_DENIED', 'SENDER_ID_MISMATCH'), 'FCM_SERVICE_ACCOUNT'],
    [400, fcmError(400, 'INVALID_ARGUMENT', 'INVALID_ARGUMENT', 'message.token'), 'token'],
    // Firebase names no field of a token that is none (firebase-admin-java#1064).
    [
      400,
      '{"error":{"code":400,"message":"The registration token is not a valid FCM registration token","status":"INVALID_ARGUMENT","details":[{"errorCode":"INVALID_ARGUMENT"}]}}',
      'token',
    ],
  ])('%d %s means that the device is dead', async (code, body, word) => {
    says(code, body);
    const error = await failing();
    expect(error).toEqual(expect.any(PermanentFailure));
    expect(error.details).toEqual({ statusCode: code, destination: 'dead' });
    expect(failureText(error)).toContain(word);
    expect(standIn.messages.requests).toHaveLength(1);
  });

  it.each([
    [400, fcmError(400, 'INVALID_ARGUMENT', 'INVALID_ARGUMENT', 'message.android.ttl')],
    [400, fcmError(400, 'INVALID_ARGUMENT', 'INVALID_ARGUMENT')],
    [404, fcmError(404, 'NOT_FOUND')],
    [404, '<html>no such page</html>'],
    [302, ''],
    [413, '{"error":"x"}'],
    [400, '{"error":{"details":[null,{"fieldViolations":[null]},7]}}'],
  ])('%d %s is a refusal for which the device can do nothing', async (code, body) => {
    says(code, body);
    const error = await failing();
    expect(error).toEqual(expect.any(PermanentFailure));
    expect(error.details).toEqual({ statusCode: code });
    expect(failureText(error)).toContain(String(code));
  });

  it.each([
    [429, fcmError(429, 'RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED'), { 'retry-after': '30' }, 30_000],
    [429, fcmError(429, 'RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED'), {}, 60_000],
    [503, fcmError(503, 'UNAVAILABLE', 'UNAVAILABLE'), { 'retry-after': '45' }, 45_000],
    [503, fcmError(503, 'UNAVAILABLE', 'UNAVAILABLE'), {}, 10_000],
    [500, fcmError(500, 'INTERNAL', 'INTERNAL'), {}, 10_000],
    [502, 'bad gateway', {}, 10_000],
    [401, fcmError(401, 'UNAUTHENTICATED', 'THIRD_PARTY_AUTH_ERROR'), {}, 600_000],
    [403, fcmError(403, 'PERMISSION_DENIED'), {}, 600_000],
  ])('%d %s %j means later', async (code, body, headers, afterMs) => {
    says(code, body, headers as Record<string, string>);
    const error = await failing();
    expect(error).toEqual(expect.any(RetryLater));
    expect(error).toMatchObject({ afterMs, details: { statusCode: code } });
    expect(standIn.messages.requests).toHaveLength(1);
  });

  it('names the key of Apple where that is what is broken', async () => {
    says(401, fcmError(401, 'UNAUTHENTICATED', 'THIRD_PARTY_AUTH_ERROR'));
    expect(failureText(await failing())).toMatch(/APNs key/);
  });

  it('that quotes the token does not bring it into the ledger', async () => {
    says(400, JSON.stringify({ error: { message: `${TOKEN} is odd` } }));
    expect(failureText(await failing())).not.toContain(TOKEN);
  });
});

it('without settings it fails for good, and names the setting', async () => {
  const context = { http, mail: null, sandbox, signal: new AbortController().signal, now: systemTime };
  await expect(push.send(outgoing(TOKEN), context)).rejects.toThrow('FCM_NOT_SET_UP');
  await expect(push.send(outgoing(TOKEN), context)).rejects.toBeInstanceOf(PermanentFailure);
  await expect(push.send(outgoing('{}'), context)).rejects.toThrow('WEB_PUSH_NOT_SET_UP');
});
