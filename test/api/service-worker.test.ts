/** The service worker that the API serves, run as a browser runs it: its text alone, in a global scope of its own. */
import { createContext, runInContext } from 'node:vm';
import type { PushNote } from '../../src/channels/rendering/push.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { type Program, startProgram } from '../support/program.js';

const ORIGIN = 'https://app.example';

interface Note {
  title: string;
  options: { tag: string; data: object; silent: boolean } & Record<string, unknown>;
}

let database: TestDatabase;
let program: Program;
let served: Response;
let text: string;

beforeAll(async () => {
  database = await createDatabase();
  program = await startProgram(database);
  served = await fetch(`${program.url}/push-worker.js`);
  text = await served.text();
});
afterAll(async () => {
  await program.stop();
  await database.drop();
});

/** A tab of the app; one that another worker controls can't be sent elsewhere. */
class Tab {
  timesFocused = 0;
  messages: unknown[] = [];
  constructor(
    public url: string,
    readonly focused = false,
    private readonly controlled = true,
  ) {}
  async focus() {
    this.timesFocused++;
  }
  async navigate(url: string) {
    if (!this.controlled) throw new TypeError('This client is not controlled by this worker.');
    this.url = url;
    return this;
  }
  postMessage(message: unknown) {
    this.messages.push(JSON.parse(JSON.stringify(message)));
  }
}

/** The browser's part: notes by tag, tabs, and events that last until what they wait for is over. */
function browser(tabs: Tab[] = []) {
  const listeners = new Map<string, (event: object) => void>();
  const notes: Note[] = [];
  const opened: string[] = [];
  const calls: string[] = [];
  const shown = () => notes.map(({ title, options }) => ({ title, ...options }));
  const self = {
    location: { origin: ORIGIN },
    skipWaiting: async () => calls.push('skipWaiting'),
    addEventListener: (name: string, listener: (event: object) => void) => listeners.set(name, listener),
    clients: {
      claim: async () => calls.push('claim'),
      matchAll: async () => tabs,
      openWindow: async (url: string) => opened.push(url),
    },
    registration: {
      scope: `${ORIGIN}/`,
      getNotifications: async ({ tag }: { tag: string }) => shown().filter((note) => note.tag === tag),
      showNotification: async (title: string, options: Note['options']) => {
        if (options.renotify && (!options.tag || options.silent))
          throw new TypeError('renotify needs a tag, and sound');
        const at = notes.findIndex((note) => options.tag && note.options.tag === options.tag);
        // As a browser does it: what a note holds is cloned.
        notes.splice(at < 0 ? notes.length : at, at < 0 ? 0 : 1, structuredClone({ title, options }));
      },
      pushManager: {
        subscribe: async (options: unknown) => {
          if (options === 'refused') throw new Error('permission denied');
          return subscription(`anew with ${options}`);
        },
      },
    },
  };
  runInContext(text, createContext({ self, URL }));
  const fire = async (name: string, event: object = {}) => {
    const waits: Promise<unknown>[] = [];
    listeners.get(name)?.({ ...event, waitUntil: (done: Promise<unknown>) => waits.push(done) });
    expect(waits).toHaveLength(1);
    await Promise.all(waits);
  };
  const push = (body: unknown) => fire('push', { data: { json: () => JSON.parse(String(body)) } });
  const click = async (action = '') => {
    let closed = 0;
    const close = () => closed++;
    await fire('notificationclick', { action, notification: { ...shown()[0], close } });
    expect(closed).toBe(1);
  };
  return { fire, push, click, shown, opened, calls };
}

const subscription = (endpoint: string, options: unknown = 'our key') => ({ options, toJSON: () => ({ endpoint }) });

type Sent = Omit<PushNote, 'ttl' | 'data'>;

/** What the channel sends to browsers. */
function note(n: number, over: Partial<Sent> & { data?: Partial<PushNote['data']> } = {}): string {
  const ids = { deliveryId: `dlv_${n}`, eventId: `evt_${n}`, eventType: 'payment.failed' };
  const sent: Sent = { title: `Note ${n}`, body: 'Body', tag: 'pay_1', severity: 'WARNING', ...over };
  return JSON.stringify({ ...sent, data: { ...ids, link: `${ORIGIN}/events/evt_${n}`, ...over.data } });
}

describe('the service worker', () => {
  it('is served as a script that may control all pages and is looked at anew each time', () => {
    expect(served.status).toBe(200);
    expect(served.headers.get('content-type')).toContain('application/javascript');
    expect(served.headers.get('cache-control')).toBe('no-cache');
    expect(served.headers.get('service-worker-allowed')).toBe('/');
  });

  it('takes over at once, pages that are open included', async () => {
    const { fire, calls } = browser();
    await fire('install');
    await fire('activate');
    expect(calls).toEqual(['skipWaiting', 'claim']);
  });

  it('shows a note with its action, and what is critical until it is clicked', async () => {
    const { push, shown } = browser();
    const action = { actionUrl: 'https://dash.example/d', actionLabel: 'Answer' };
    await push(note(1));
    await push(note(2, { severity: 'CRITICAL', tag: 'dp_1', data: action }));
    expect(shown()).toMatchObject([
      { title: 'Note 1', body: 'Body', tag: 'pay_1', requireInteraction: false, silent: false, actions: [] },
      { title: 'Note 2', tag: 'dp_1', requireInteraction: true, actions: [{ action: 'act', title: 'Answer' }] },
    ]);
  });

  it('puts a newer event in place of an older one and never the other way, also at once', async () => {
    const { push, shown } = browser();
    await push(note(2));
    await push(note(3));
    expect(shown()).toMatchObject([{ title: 'Note 3', silent: false, renotify: true }]);
    await push(note(1));
    expect(shown()).toMatchObject([{ title: 'Note 3', silent: true, data: { data: { eventId: 'evt_3' } } }]);
    await Promise.all([push(note(5)), push(note(4))]);
    expect(shown()).toMatchObject([{ title: 'Note 5' }]);
  });

  it('makes no sound for the same delivery again, but for another of the same event', async () => {
    const { push, shown } = browser();
    await push(note(1));
    await push(note(1));
    expect(shown()).toMatchObject([{ title: 'Note 1', silent: true, renotify: false }]);
    await push(note(1, { data: { deliveryId: 'dlv_of_a_reminder' } }));
    expect(shown()).toMatchObject([{ title: 'Note 1', silent: false, renotify: true }]);
  });

  it.each(['no JSON', 'null', '7', '{"body":"without a title"}', '{"title":7}'])(
    'says a plain sentence of %s, and goes on',
    async (body) => {
      const { push, shown, click, opened } = browser();
      await push(body);
      expect(shown()).toMatchObject([{ title: 'There is news', body: expect.stringContaining('Open the app') }]);
      await click();
      expect(opened).toEqual([`${ORIGIN}/`]);
      await push(note(1));
      expect(shown()).toHaveLength(2);
    },
  );

  it('says so of a push without anything too', async () => {
    const { fire, shown } = browser();
    await fire('push', { data: null });
    expect(shown()).toMatchObject([{ title: 'There is news' }]);
  });
});

describe('a click', () => {
  it('goes to the window that shows it, or else takes one of ours there, the one in front first', async () => {
    const [first, front] = [new Tab(`${ORIGIN}/inbox`), new Tab(`${ORIGIN}/stats`, true)];
    const { push, click, opened } = browser([first, front]);
    await push(note(1));
    await click();
    expect(front.url).toBe(`${ORIGIN}/events/evt_1`);
    expect(front.timesFocused).toBe(1);
    const there = browser([first, front]);
    front.url = `${ORIGIN}/stats`;
    first.url = `${ORIGIN}/events/evt_1`;
    await there.push(note(1));
    await there.click();
    expect(first.timesFocused).toBe(1);
    expect(front.url).toBe(`${ORIGIN}/stats`);
    expect([...opened, ...there.opened]).toEqual([]);
  });

  it('opens a window where none is ours to send', async () => {
    for (const tabs of [[], [new Tab(`${ORIGIN}/inbox`, true, false)]]) {
      const { push, click, opened } = browser(tabs);
      await push(note(1));
      await click();
      expect(opened).toEqual([`${ORIGIN}/events/evt_1`]);
    }
  });

  it('on the action opens its address, and leaves our windows alone where that is elsewhere', async () => {
    const tab = new Tab(`${ORIGIN}/inbox`);
    const { push, click, opened } = browser([tab]);
    await push(note(1, { data: { actionUrl: 'https://dash.example/d', actionLabel: 'Answer' } }));
    await click('act');
    expect(opened).toEqual(['https://dash.example/d']);
    expect(tab.url).toBe(`${ORIGIN}/inbox`);
  });

  it('never runs a script for an address', async () => {
    const { push, click, opened } = browser();
    await push(note(1, { data: { link: 'javascript:alert(1)' } }));
    await click();
    expect(opened).toEqual([`${ORIGIN}/`]);
  });
});

describe('a changed subscription', () => {
  it.each([
    ['the browser’s new one', { newSubscription: subscription('new'), oldSubscription: null }, { endpoint: 'new' }],
    ['one made anew by the old one’s key', { oldSubscription: subscription('old') }, { endpoint: 'anew with our key' }],
    ['none where the browser refuses', { oldSubscription: subscription('old', 'refused') }, null],
    ['none where nothing is known', {}, null],
  ])('is told to every open window: %s', async (_name, event, subscription) => {
    const tabs = [new Tab(`${ORIGIN}/a`), new Tab(`${ORIGIN}/b`)];
    const { fire } = browser(tabs);
    await fire('pushsubscriptionchange', event);
    const message = { type: 'tocsin.pushSubscriptionChanged', subscription };
    expect(tabs.map(({ messages }) => messages)).toEqual([[message], [message]]);
  });
});
