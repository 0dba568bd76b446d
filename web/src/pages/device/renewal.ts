/**
 * The server's key pair for pushes was exchanged: push services refuse what this browser subscribed to before. It subscribes
 * anew by itself, as the same device.
 */
import { client, codeOf } from '../../data/client.js';
import { forgetReplaced, isUnder, readReplaced, replaceSubscription, subscription } from './browser-push.js';
import { RenewDeviceDocument, WebPushKeyDocument } from './device.generated.js';

/** With these the server says that it has no such device, and will have none. */
const REFUSALS = ['BAD_USER_INPUT', 'NOT_FOUND', 'FORBIDDEN', 'CONFLICT'];

let underway: Promise<void> | null = null;

/**
 * Does nothing where there is nothing to do; what failed for now is tried at the next start. Never rejects.
 * @param recipientId of the person who is signed in; none: an administrator's key
 */
export function renewPush(recipientId: string | undefined): Promise<void> {
  underway ??= renew(recipientId).catch(() => undefined);
  return underway;
}

async function renew(recipientId: string | undefined): Promise<void> {
  const [current, replaced] = [await subscription(), readReplaced()];
  if (Notification.permission !== 'granted' || (!current && replaced === null)) return;
  const { data } = await client.query(WebPushKeyDocument, {}, { requestPolicy: 'network-only' }).toPromise();
  const key = data?.webPushKey;
  if (!key || (current && replaced === null && isUnder(current, key))) return;
  const { token, replaces } = await replaceSubscription(key);
  const input = { platform: 'WEB' as const, token, replaces, recipientId };
  const { error } = await client.mutation(RenewDeviceDocument, { input }).toPromise();
  // Who was not heard (no connection, too many requests, a fault of the server) asks again at the next start.
  if (error && !REFUSALS.includes(codeOf(error))) return;
  forgetReplaced();
  // Nobody's device here any more: then no page may say that pushes come.
  if (error) await (await subscription())?.unsubscribe();
}
