/**
 * Push to a person's devices: phones by FCM, browsers by Web Push. Neither has an idempotency key: a second send replaces
 * the first by its tag, but may alert twice, so it counts as repeatable.
 */
import { PermanentFailure } from '../domain/failures.js';
import { makeReason } from '../domain/reasons.js';
import type { PushSubscription } from '../platform/outbound/push-subscription.js';
import { sendByFcm } from './carriers/fcm.js';
import { sendByWebPush } from './carriers/web-push.js';
import type { Channel, ChannelContext, ChannelReceipt, OutgoingDelivery } from './channel.js';
import { pushNoteOf } from './rendering/push.js';

export const push = {
  channel: 'PUSH',
  personal: true,
  rings: true,
  devices: true,
  fields: [],
  retry: 'repeatable',
  // Of each browser's maker its own.
  carrier: (to) => (to.startsWith('{') ? new URL((JSON.parse(to) as PushSubscription).endpoint).host : 'FCM'),
  carrierName: (carrier) => (carrier === 'FCM' ? 'fcm' : 'web_push'),
  parallel: 10,
  send,
} as const satisfies Channel;

async function send(delivery: OutgoingDelivery, context: ChannelContext): Promise<ChannelReceipt> {
  const { fcm = null, vapid = null } = context.push ?? {};
  const note = pushNoteOf(delivery);
  // An app's token begins with a letter or digit, a browser's subscription is JSON.
  if (delivery.to.startsWith('{')) {
    if (!vapid) throw new PermanentFailure(makeReason('WEB_PUSH_NOT_SET_UP'));
    return sendByWebPush(note, JSON.parse(delivery.to) as PushSubscription, vapid, context);
  }
  if (!fcm) throw new PermanentFailure(makeReason('FCM_NOT_SET_UP'));
  return sendByFcm(note, delivery.to, fcm, context);
}
