/**
 * The service worker of browsers that take push: GET /push-worker.js. It shows what src/channels/rendering/push.ts makes, and opens
 * what is clicked. The functions run THERE: only their source text is served (`toString()`), so they use their arguments,
 * each other, and nothing else of this file. https://www.w3.org/TR/push-api/ https://notifications.spec.whatwg.org/
 */
import type { FastifyInstance } from 'fastify';
import type { PushNote } from '../../channels/rendering/push.js';

/** What is shown: a note as it came, and what of it was understood. */
interface ShownNote extends Pick<PushNote, 'title' | 'body' | 'tag'> {
  severity: string;
  data: Partial<PushNote['data']>;
}

interface Shown {
  /** Another worker's notes, where this text is imported by one, hold anything. */
  data: Partial<ShownNote> | null;
}

interface Window {
  url: string;
  focused: boolean;
  focus(): Promise<unknown>;
  navigate(url: string): Promise<Window | null>;
  postMessage(message: unknown): void;
}

interface Subscription {
  options: unknown;
  toJSON(): unknown;
}

interface WorkerEvent {
  waitUntil(done: Promise<unknown>): void;
}

interface WorkerEvents {
  install: WorkerEvent;
  activate: WorkerEvent;
  push: WorkerEvent & { data: { json(): unknown } | null };
  notificationclick: WorkerEvent & { action: string; notification: Shown & { close(): void } };
  pushsubscriptionchange: WorkerEvent & {
    newSubscription?: Subscription | null;
    oldSubscription?: Subscription | null;
  };
}

/** The part of ServiceWorkerGlobalScope that is used: its types and Node's do not go together in one program. */
interface WorkerScope {
  location: { origin: string };
  registration: {
    scope: string;
    getNotifications(filter: { tag: string }): Promise<Shown[]>;
    showNotification(title: string, options: object): Promise<void>;
    pushManager: { subscribe(options: unknown): Promise<Subscription> };
  };
  clients: {
    claim(): Promise<void>;
    matchAll(which: object): Promise<Window[]>;
    openWindow(url: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener<Name extends keyof WorkerEvents>(name: Name, listener: (event: WorkerEvents[Name]) => void): void;
}

function startPushWorker(scope: WorkerScope): void {
  let last: Promise<unknown> = Promise.resolve();
  scope.addEventListener('install', (event) => event.waitUntil(scope.skipWaiting()));
  // Only windows that it controls can be sent to another page.
  scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));
  scope.addEventListener('push', (event) => {
    const note = readNote(event.data);
    // One after the other: of two pushes at once, each has to see what the other one shows.
    last = last.catch(() => undefined).then(() => showPush(scope, note));
    event.waitUntil(last);
  });
  scope.addEventListener('notificationclick', (event) => {
    const { action, notification } = event;
    notification.close();
    const { link, actionUrl } = notification.data?.data ?? {};
    event.waitUntil(openPage(scope, action === 'act' ? actionUrl : link));
  });
  scope.addEventListener('pushsubscriptionchange', (event) => {
    event.waitUntil(renew(scope, event.newSubscription, event.oldSubscription));
  });
}

/** Whatever came, something is shown: browsers take the right to push from those who push and show nothing. */
function readNote(data: { json(): unknown } | null): ShownNote {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  let note: Partial<ShownNote> | null = null;
  try {
    note = data?.json() as Partial<ShownNote> | null;
  } catch {
    // No JSON: said below.
  }
  if (!text(note?.title))
    return {
      title: 'There is news',
      body: 'A notification arrived that could not be read. Open the app to see what happened.',
      ...{ tag: 'unreadable', severity: '', data: {} },
    };
  return {
    ...{ title: text(note?.title), body: text(note?.body), tag: text(note?.tag), severity: text(note?.severity) },
    data: note?.data && typeof note.data === 'object' ? note.data : {},
  };
}

/** A newer event takes the place of an older one of the same tag; the same delivery again does so without a sound. */
async function showPush(scope: WorkerScope, note: ShownNote): Promise<void> {
  const { registration } = scope;
  const found = note.tag ? await registration.getNotifications({ tag: note.tag }) : [];
  const there = found.map(({ data }) => data).find((data) => data?.data?.eventId) as ShownNote | undefined;
  const late = (there?.data.eventId ?? '') > (note.data.eventId ?? '');
  const quiet = late || (there !== undefined && there.data.deliveryId === note.data.deliveryId);
  // What came too late: the newer one is shown once more, since to show nothing is held against us.
  const { title, body, tag, severity, data } = late && there ? there : note;
  await registration.showNotification(title, {
    ...{ body, tag, silent: quiet, renotify: tag !== '' && !quiet },
    requireInteraction: severity === 'CRITICAL',
    actions: data.actionUrl && data.actionLabel ? [{ action: 'act', title: data.actionLabel }] : [],
    data: { title, body, tag, severity, data },
  });
}

/** In a window of ours where there is one; what lies elsewhere gets its own. */
async function openPage(scope: WorkerScope, address: string | undefined): Promise<unknown> {
  const { clients, location, registration } = scope;
  let target = new URL(registration.scope);
  try {
    const wanted = new URL(address ?? '', registration.scope);
    if (/^https?:$/.test(wanted.protocol)) target = wanted;
  } catch {
    // No address: the app itself.
  }
  const url = target.href;
  if (target.origin !== location.origin) return clients.openWindow(url);
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const there = windows.find((window) => window.url === url);
  if (there) return there.focus();
  const window = windows.find(({ focused }) => focused) ?? windows[0];
  // Refused where another worker controls it.
  const moved = await window?.navigate(url).catch(() => null);
  return moved ? moved.focus() : clients.openWindow(url);
}

/** The worker has no key of the API: an open page registers the new subscription, and a page that starts does so anyway. */
async function renew(scope: WorkerScope, fresh?: Subscription | null, old?: Subscription | null): Promise<void> {
  const { clients, registration } = scope;
  // Null where the permission is gone: the page has to ask for it.
  const again = () => (old ? registration.pushManager.subscribe(old.options).catch(() => null) : null);
  const subscription = (fresh ?? (await again()))?.toJSON() ?? null;
  for (const window of await clients.matchAll({ type: 'window', includeUncontrolled: true }))
    window.postMessage({ type: 'tocsin.pushSubscriptionChanged', subscription });
}

/** In a function of its own, so that a worker that imports it keeps its own names. */
const PUSH_WORKER = `// Tocsin's service worker: shows pushes, opens what is clicked. When the subscription changes, open windows get the message
// { type: 'tocsin.pushSubscriptionChanged', subscription }: pass JSON.stringify(subscription) to registerDevice; null: subscribe again.
(() => {
'use strict';
${[startPushWorker, readNote, showPush, openPage, renew].join('\n\n')}

startPushWorker(self);
})();
`;

export async function pushWorkerRoutes(fastify: FastifyInstance): Promise<void> {
  fastify.get('/push-worker.js', async (_request, reply) =>
    reply
      .type('application/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('service-worker-allowed', '/')
      // Workers of other origins import it (docs/guide/push.md).
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(PUSH_WORKER),
  );
}
