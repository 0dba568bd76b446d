/** What this browser can do, and its subscription to pushes (https://www.w3.org/TR/push-api/). */

/** NONE: it cannot. DENIED: its reader said no, and only they can change that. */
export type PushState = 'NONE' | 'DENIED' | 'OFF' | 'ON';

const WORKER = '/push-worker.js';

export async function pushState(): Promise<PushState> {
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return 'NONE';
  if (Notification.permission === 'denied') return 'DENIED';
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  return (await registration?.pushManager.getSubscription()) ? 'ON' : 'OFF';
}

/**
 * Asks for the permission, which browsers give after a click only.
 * @param key of the query webPushKey
 * @returns the token that a device is registered with; null: the reader said no
 */
export async function subscribe(key: string): Promise<string | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const registration = await navigator.serviceWorker.register(WORKER);
  await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: key };
  return JSON.stringify(await registration.pushManager.subscribe(options));
}

/** The browser forgets the subscription: what is sent to it comes back as gone. */
export async function unsubscribe(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  await (await registration?.pushManager.getSubscription())?.unsubscribe();
}
