/** Loopback FCM with its token endpoint, and a browser with its push service: they answer and decrypt as the real ones do. */
import { createDecipheriv, createECDH, generateKeyPairSync, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { importJWK, jwtVerify } from 'jose';
import type { Fcm } from '../../src/platform/outbound/push-access.js';
import { openPush } from '../../src/platform/outbound/push-access.js';
import {
  newVapidKeys,
  type PushSettings,
  type ServiceAccount,
  type VapidKeys,
} from '../../src/platform/outbound/push-settings.js';
import type { PushSubscription } from '../../src/platform/outbound/push-subscription.js';
import { Secret } from '../../src/platform/secrets/secret.js';
import { type HttpStandIn, type StandInRequest, startHttpStandIn } from './stand-ins.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

export function serviceAccount(tokenUri: string): ServiceAccount {
  return {
    project_id: 'tocsin-test',
    client_email: 'push@tocsin-test.iam.example',
    private_key: new Secret(PEM),
    token_uri: tokenUri,
  };
}

/** A new pair, as the settings have it. */
export function vapidOf(keys = newVapidKeys()): VapidKeys {
  const { publicKey, privateKey } = keys;
  return { publicKey, privateKey: new Secret(privateKey), subject: 'mailto:ops@test.example' };
}

export interface FcmStandIn {
  /** What it is sent; its answer is set by tests. */
  messages: HttpStandIn;
  /** The token endpoint. */
  tokens: HttpStandIn;
  /** Tokens that were given out, in their order. */
  given: string[];
  /** For how long they are said to last. */
  lastSeconds: number;
  settings: NonNullable<PushSettings['fcm']>;
  /** Another process with the same settings: no token is known to it. */
  open(): Fcm;
  reset(): void;
  stop(): Promise<void>;
}

/** Says no to any access token but the newest one. */
export async function startFcm(): Promise<FcmStandIn> {
  const [messages, tokens] = await Promise.all([startHttpStandIn(), startHttpStandIn()]);
  const settings = { account: serviceAccount(`${tokens.url}/token`), baseUrl: messages.url };
  const fcm: FcmStandIn = {
    messages,
    tokens,
    given: [],
    lastSeconds: 3_600,
    settings,
    open: () => openPush({ fcm: settings, vapid: null }).fcm as Fcm,
    reset: () => {
      for (const server of [messages, tokens]) {
        server.requests.length = 0;
        server.greet = null;
      }
      fcm.given.length = 0;
      fcm.lastSeconds = 3_600;
      messages.answer = accepted;
      tokens.answer = (_request, response) => giveToken(fcm, response);
    },
    stop: async () => {
      await Promise.all([messages.stop(), tokens.stop()]);
    },
  };
  fcm.reset();
  return fcm;
}

function giveToken(fcm: FcmStandIn, response: ServerResponse): void {
  const token = `access-${randomBytes(6).toString('hex')}`;
  fcm.given.push(token);
  response.end(JSON.stringify({ access_token: token, expires_in: fcm.lastSeconds, token_type: 'Bearer' }));
}

const accepted = (_request: StandInRequest, response: ServerResponse) =>
  void response.end(JSON.stringify({ name: 'projects/tocsin-test/messages/ok-1' }));

/** The claims of the assertion in a request for a token. @throws where its signature is not the account's. */
export async function assertionIn(request: StandInRequest | undefined) {
  const form = new URLSearchParams(request?.body);
  const { payload } = await jwtVerify(form.get('assertion') ?? '', publicKey as KeyObject);
  return { grantType: form.get('grant_type'), ...payload };
}

/** FCM's own error body. */
export function fcmError(code: number, status: string, errorCode?: string, badField?: string): string {
  const details: object[] = [];
  if (errorCode) details.push({ '@type': 'type.googleapis.com/google.firebase.fcm.v1.FcmError', errorCode });
  if (badField)
    details.push({
      '@type': 'type.googleapis.com/google.rpc.BadRequest',
      fieldViolations: [{ field: badField, description: 'Invalid value' }],
    });
  return JSON.stringify({ error: { code, message: `${status} said the test`, status, details } });
}

export interface Browser {
  subscription: PushSubscription;
  /** The text of a body as the browser reads it, RFC 8291. @throws where it was not made for this browser. */
  decrypt(body: Buffer): string;
}

export function newBrowser(endpoint: string): Browser {
  const curve = createECDH('prime256v1');
  const point = curve.generateKeys();
  const secret = randomBytes(16);
  const keys = { p256dh: point.toString('base64url'), auth: secret.toString('base64url') };
  const decrypt = (body: Buffer) => {
    // RFC 8188 2.1: salt (16), record size (4), length of the key id (1), the key id: the sender's point.
    const salt = body.subarray(0, 16);
    const sender = body.subarray(21, 21 + body.readUInt8(20));
    const record = body.subarray(21 + sender.length);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), point, sender]);
    const ikm = Buffer.from(hkdfSync('sha256', curve.computeSecret(sender), secret, info, 32));
    const key = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: aes128gcm\0', 16));
    const nonce = Buffer.from(hkdfSync('sha256', ikm, salt, 'Content-Encoding: nonce\0', 12));
    const decipher = createDecipheriv('aes-128-gcm', key, nonce);
    decipher.setAuthTag(record.subarray(-16));
    const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
    // 2 ends the last record, zeros may follow.
    return padded.subarray(0, padded.lastIndexOf(2)).toString();
  };
  return { subscription: { endpoint, keys }, decrypt };
}

/** The claims of an `Authorization: vapid` header. @throws where the key that it names did not sign it. */
export async function vapidClaims(header: string | undefined) {
  const [, token = '', key = ''] = /^vapid t=([^,]+), k=(.+)$/.exec(header ?? '') ?? [];
  const point = Buffer.from(key, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const { payload } = await jwtVerify(token, await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256'));
  return { key, ...payload };
}
