/** What this browser can do, and its subscription to pushes (https://www.w3.org/TR/push-api/). */

/** NONE: it cannot. DENIED: its reader said no, and only they can change that. */
export type PushState = 'NONE' | 'DENIED' | 'OFF' | 'ON';

const WORKER = '/push-worker.js';
/** What it was registered with before, from the moment that it subscribes anew until the server knows. */
const REPLACED = 'tocsin.push.replaced';

const isAble = () => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

export async function pushState(): Promise<PushState> {
  if (!isAble()) return 'NONE';
  if (Notification.permission === 'denied') return 'DENIED';
  return (await subscription()) ? 'ON' : 'OFF';
}

/** Null where it has none, or cannot have one. */
export async function subscription(): Promise<PushSubscription | null> {
  if (!isAble()) return null;
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/**
 * Asks for the permission, which browsers give after a click only.
 * @param key of the query webPushKey
 * @returns the token that a device is registered with; null: the reader said no
 */
export async function subscribePush(key: string): Promise<string | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const registration = await navigator.serviceWorker.register(WORKER);
  await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: key };
  return JSON.stringify(await registration.pushManager.subscribe(options));
}

/** The browser forgets the subscription: what is sent to it comes back as gone. */
export async function unsubscribe(): Promise<void> {
  forgetReplaced();
  await (await subscription())?.unsubscribe();
}

/** Whether it subscribed under this key (base64url without padding); a browser that does not say is believed. */
export function isUnder({ options }: PushSubscription, key: string): boolean {
  if (!options.applicationServerKey) return true;
  const text = String.fromCharCode(...new Uint8Array(options.applicationServerKey));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') === key;
}

/** Under this key instead of another one. Needs the permission; a page that is closed in the middle leaves what the next goes on with. */
export async function replaceSubscription(key: string): Promise<{ token: string; replaces: string | null }> {
  const current = await subscription();
  if (current && !isUnder(current, key)) {
    if (readReplaced() === null) localStorage.setItem(REPLACED, JSON.stringify(current));
    await current.unsubscribe();
  }
  const token = await subscribePush(key);
  if (token === null) throw new Error('The browser does not give the permission any more.');
  return { token, replaces: readReplaced() };
}

export const readReplaced = (): string | null => localStorage.getItem(REPLACED);
export const forgetReplaced = (): void => localStorage.removeItem(REPLACED);
