/**
 * Phones by Firebase Cloud Messaging, HTTP v1. What its codes mean:
 * https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode. The code that counts stands in `error.details`, not in
 * `error.status`.
 */
import { PermanentFailure, RetryLater, retryAfterMs } from '../../domain/failures.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { TokenRefused } from '../../platform/outbound/google-token.js';
import { OutboundFailed, type OutboundResponse, OutboundTimeout } from '../../platform/outbound/http.js';
import type { Fcm } from '../../platform/outbound/push-access.js';
import type { ChannelContext, ChannelReceipt } from '../channel.js';
import { post } from '../post.js';
import { fitted, type PushNote } from '../rendering/push.js';

const carrier = 'FCM';

const LIMIT_BYTES = 4_096;
/** The wait if somebody must repair a setting first. */
const AFTER_MENDING_MS = 10 * 60_000;
/** Google's recommendation for responses without Retry-After: a minute for a quota, ten seconds for server errors. */
const [QUOTA_MS, TROUBLE_MS] = [60_000, 10_000];

/** @throws PermanentFailure (with `destination: 'dead'` where the app is gone from the device) or RetryLater. */
export async function sendByFcm(
  note: PushNote,
  token: string,
  fcm: Fcm,
  { signal, now }: Pick<ChannelContext, 'signal' | 'now'>,
): Promise<ChannelReceipt> {
  const call = async (access: string) => {
    const headers = { authorization: `Bearer ${access}`, 'content-type': 'application/json' };
    const url = `${fcm.baseUrl}/v1/projects/${encodeURIComponent(fcm.projectId)}/messages:send`;
    return post({ method: 'POST', url, headers, body: messageTo(token, note, now()) }, { http: fcm.http, signal });
  };
  const access = await accessTo(fcm, null);
  const answer = await call(access);
  // A token can expire early; a second refusal is about the account.
  const renewed = answer.status === 401 && readFcmAnswer(answer).code !== 'THIRD_PARTY_AUTH_ERROR';
  return fcmReceipt(renewed ? await call(await accessTo(fcm, access)) : answer, token);
}

async function accessTo({ token }: Fcm, refused: string | null): Promise<string> {
  try {
    return await token.get(refused);
  } catch (error) {
    if (error instanceof TokenRefused && error.status < 500 && error.status !== 429)
      throw new RetryLater(makeReason('FCM_ACCOUNT_REFUSED', { answer: error.message }), AFTER_MENDING_MS, {
        statusCode: error.status,
        channel: 'paused',
      });
    if (error instanceof TokenRefused) throw noAccessToken(makeReason('CARRIER_ANSWER', { answer: error.message }));
    if (error instanceof OutboundTimeout || error instanceof OutboundFailed) throw noAccessToken(error.reason);
    throw error;
  }
}

const noAccessToken = (why: Reason) => new RetryLater(makeReason('FCM_NO_ACCESS_TOKEN', { why }), null);

/** The message as FCM takes it. Its 4,096 bytes are counted over all but the token. */
function messageTo(token: string, note: PushNote, now: Date): string {
  const fields = fitted(note, LIMIT_BYTES, (fitting) => fcmFields(fitting, now));
  return `{"message":{"token":${JSON.stringify(token)},${fields.slice(1)}}`;
}

/**
 * One key per subject on both platforms, so that a newer state replaces an older one. Without a `collapse_key`, Android uses
 * the name of the app: then only one notification would wait for a phone that is off.
 */
function fcmFields({ title, body, tag, severity, ttl, data }: PushNote, now: Date) {
  const quiet = severity === 'INFO';
  return {
    notification: { title, body },
    data: { ...data, severity },
    android: {
      priority: quiet ? 'NORMAL' : 'HIGH',
      ttl: `${ttl}s`,
      collapse_key: tag,
      notification: { tag },
    },
    apns: {
      headers: {
        'apns-collapse-id': tag,
        'apns-priority': quiet ? '5' : '10',
        'apns-expiration': String(Math.floor(now.getTime() / 1_000) + ttl),
      },
      payload: { aps: quiet ? {} : { sound: 'default' } },
    },
  };
}

function fcmReceipt(answer: OutboundResponse, token: string): ChannelReceipt {
  const { status: statusCode } = answer;
  const { name, code, said, badToken } = readFcmAnswer(answer);
  if (statusCode === 200)
    return { status: 'SENT', statusCode, detail: makeReason('CARRIER_ANSWER', { answer: name.slice(0, 200) }) };
  const whole = `${statusCode} ${code} ${said.replaceAll(token, '…').slice(0, 200)}`.trim();
  const details = { statusCode };
  const wish = retryAfterMs(answer.headers['retry-after'], answer.endedAt);
  if (statusCode === 429)
    throw new RetryLater(makeReason('CARRIER_BUSY', { carrier, answer: whole }), wish ?? QUOTA_MS, details);
  if (statusCode >= 500)
    throw new RetryLater(makeReason('CARRIER_TROUBLE', { carrier, answer: whole }), wish ?? TROUBLE_MS, details);
  const gone = lossOf(code, badToken);
  if (gone) throw new PermanentFailure(makeReason(gone, { answer: whole }), { ...details, destination: 'dead' });
  if (statusCode === 401 || statusCode === 403) {
    const mend = code === 'THIRD_PARTY_AUTH_ERROR' ? 'FCM_APNS_KEY_REFUSED' : 'FCM_NOT_PERMITTED';
    throw new RetryLater(makeReason(mend, { answer: whole }), AFTER_MENDING_MS, { ...details, channel: 'paused' });
  }
  throw new PermanentFailure(
    statusCode === 404
      ? makeReason('FCM_PROJECT_UNKNOWN', { answer: whole })
      : makeReason('CARRIER_REFUSED', { carrier, answer: whole }),
    details,
  );
}

/** How the device is lost to us, whatever we send; null where it is not. */
function lossOf(code: string, badToken: boolean) {
  if (code === 'UNREGISTERED') return 'FCM_UNREGISTERED';
  if (code === 'SENDER_ID_MISMATCH') return 'FCM_OTHER_PROJECT';
  return badToken ? 'FCM_TOKEN_UNKNOWN' : null;
}

/** Not each answer names the field. https://github.com/firebase/firebase-admin-java/issues/1064 */
const TOKEN_INVALID = /registration token is not a valid/i;

interface FcmAnswer {
  name?: unknown;
  error?: {
    message?: unknown;
    details?: { errorCode?: unknown; fieldViolations?: { field?: unknown }[] }[];
  };
}

/** The error in a response, also if its body is no JSON. */
function readFcmAnswer({ body }: OutboundResponse): { name: string; code: string; said: string; badToken: boolean } {
  const clean = (text: unknown) => (typeof text === 'string' ? text.replace(/\s+/g, ' ').trim() : '');
  let answer: FcmAnswer = {};
  try {
    answer = (JSON.parse(body) as FcmAnswer | null) ?? {};
  } catch {
    return { name: clean(body), code: '', said: clean(body), badToken: false };
  }
  const details = Array.isArray(answer.error?.details) ? answer.error.details : [];
  const violations = details.flatMap((detail) =>
    Array.isArray(detail?.fieldViolations) ? detail.fieldViolations : [],
  );
  return {
    name: clean(answer.name),
    code: details.map((detail) => clean(detail?.errorCode)).find(Boolean) ?? '',
    said: clean(answer.error?.message),
    badToken:
      violations.some((violation) => violation?.field === 'message.token') ||
      TOKEN_INVALID.test(clean(answer.error?.message)),
  };
}
