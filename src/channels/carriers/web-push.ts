/** Browsers by Web Push (RFC 8030): encrypted for the browser (RFC 8291), signed with our VAPID key (RFC 8292). */
import { PermanentFailure, RetryLater, retryAfterMs } from '../../domain/failures.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import type { OutboundResponse } from '../../platform/outbound/http.js';
import type { VapidKeys } from '../../platform/outbound/push-settings.js';
import type { PushSubscription } from '../../platform/outbound/push-subscription.js';
import type { ChannelContext, ChannelReceipt } from '../channel.js';
import { post } from '../post.js';
import { fitted, type PushNote } from '../rendering/push.js';

const carrier = 'WEB_PUSH';

/** Push services take bodies of 4,096 bytes, of which encryption needs 103 (RFC 8291 4). */
const LIMIT_BYTES = 3_993;
/** The wait if somebody must repair a setting first. */
const AFTER_MENDING_MS = 10 * 60_000;
const [QUOTA_MS, TROUBLE_MS] = [60_000, 10_000];

/** RFC 8030 5.3: a device with little battery receives only the more urgent ones. */
const URGENCY = { INFO: 'low', WARNING: 'normal', CRITICAL: 'high' } as const;

/**
 * How push services say that a browser subscribed under another key than the one that signs (RFC 8292 4.2 has no word for it):
 * Google's (403), Mozilla's autopush (401) and Apple's (400). It concerns this browser alone: the channel goes on.
 */
const OTHER_KEY =
  /do not correspond to the credentials used to create the subscription|public key mismatch|VapidPkHashMismatch/i;

/** @throws PermanentFailure (with `destination: 'dead'` where the subscription has ended) or RetryLater. */
export async function sendByWebPush(
  note: PushNote,
  subscription: PushSubscription,
  vapid: VapidKeys,
  context: Pick<ChannelContext, 'http' | 'signal'>,
): Promise<ChannelReceipt> {
  const { title, tag, severity, ttl, data } = note;
  // What the service worker of a web client reads.
  const payload = fitted(note, LIMIT_BYTES, ({ body }) => ({ title, body, tag, severity, data }));
  const { default: webPush } = await import('web-push');
  const request = webPush.generateRequestDetails(subscription, payload, {
    vapidDetails: { ...vapid, privateKey: vapid.privateKey.reveal() },
    TTL: ttl,
    urgency: URGENCY[severity],
    topic: tag,
  });
  // The client sets Content-Length.
  const headers = Object.entries(request.headers).filter(([name]) => name.toLowerCase() !== 'content-length');
  const answer = await post(
    {
      method: 'POST',
      url: subscription.endpoint,
      headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])),
      body: request.body as Buffer,
    },
    context,
  );
  return webPushReceipt(answer);
}

function webPushReceipt({ status: statusCode, headers, body, endedAt }: OutboundResponse): ChannelReceipt {
  if (statusCode >= 200 && statusCode < 300) return { status: 'SENT', statusCode, detail: locationOf(headers) };
  const answer = `${statusCode} ${body.replace(/\s+/g, ' ').trim().slice(0, 200)}`.trim();
  const details = { statusCode };
  const wish = retryAfterMs(headers['retry-after'], endedAt);
  if (statusCode === 429)
    throw new RetryLater(makeReason('CARRIER_BUSY', { carrier, answer }), wish ?? QUOTA_MS, details);
  if (statusCode >= 500)
    throw new RetryLater(makeReason('CARRIER_TROUBLE', { carrier, answer }), wish ?? TROUBLE_MS, details);
  if (statusCode === 404 || statusCode === 410)
    throw new PermanentFailure(makeReason('WEB_PUSH_ENDED', { answer }), { ...details, destination: 'dead' });
  if (OTHER_KEY.test(body)) throw new PermanentFailure(makeReason('WEB_PUSH_OTHER_KEY', { answer }), details);
  if (statusCode === 401 || statusCode === 403)
    throw new RetryLater(
      makeReason('WEB_PUSH_KEY_REFUSED', { answer }),
      AFTER_MENDING_MS,
      // The refusal may concern this browser only; otherwise the channel pauses, and the team gets one notice.
      { ...details, channel: 'paused' },
    );
  const code = statusCode === 413 ? 'MESSAGE_TOO_BIG' : 'CARRIER_REFUSED';
  throw new PermanentFailure(makeReason(code, { carrier, answer }), details);
}

/** Where the push service keeps the message. */
function locationOf({ location }: OutboundResponse['headers']): Reason | null {
  return location ? makeReason('CARRIER_ANSWER', { answer: location.slice(0, 200) }) : null;
}
