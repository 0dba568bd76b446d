/**
 * Push to a person's devices: phones by FCM, browsers by Web Push. Neither knows an idempotency key: a second send takes
 * the place of the first by its tag, but may ring twice, so it counts as repeatable.
 */

import { PermanentFailure } from '../domain/failures.js';
import type { PushSubscription } from '../platform/outbound/push-subscription.js';
import { sendByFcm } from './carriers/fcm.js';
import { sendByWebPush } from './carriers/web-push.js';
import type { Channel, ChannelContext, ChannelReceipt, OutgoingDelivery } from './channel.js';
import { pushNoteOf } from './rendering/push.js';

export const push = {
  channel: 'PUSH',
  personal: true,
  rings: true,
  // Devices register themselves (`registerDevice`): nobody fills in a form.
  fields: [],
  retry: 'repeatable',
  parallel: 10,
  send,
} as const satisfies Channel;

async function send(delivery: OutgoingDelivery, context: ChannelContext): Promise<ChannelReceipt> {
  const { fcm = null, vapid = null } = context.push ?? {};
  const note = pushNoteOf(delivery);
  // An app's token begins with a letter or digit, a browser's subscription is JSON.
  if (delivery.to.startsWith('{')) {
    if (!vapid)
      throw new PermanentFailure(
        'No key for Web Push is set: set VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY, then retry the delivery.',
      );
    return sendByWebPush(note, JSON.parse(delivery.to) as PushSubscription, vapid, context);
  }
  if (!fcm) throw new PermanentFailure('No account for FCM is set: set FCM_SERVICE_ACCOUNT, then retry the delivery.');
  return sendByFcm(note, delivery.to, fcm, context.signal);
}
