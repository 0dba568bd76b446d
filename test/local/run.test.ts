/** `npm start` as its user sees it: in an empty folder, with signed webhooks, killed in the middle and started again. */
import type { ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Webhook } from 'standardwebhooks';
import Stripe from 'stripe';
import { freePort } from '../../src/local/ports.js';
import { sample } from '../sources/sample-bodies.js';
import { makeDataFolder } from '../support/folders.js';
import type { GraphqlError } from '../support/graphql.js';
import { startProcess } from '../support/processes.js';
import { eventually } from '../support/program.js';
import { startLauncher } from './processes.js';
import { type Receivers, startReceivers } from './receivers.js';

const PROGRAM = fileURLToPath(new URL('../../src/local.js', import.meta.url));
const SEND = fileURLToPath(new URL('../../src/send.js', import.meta.url));
const START_MS = 90_000;

interface LocalRun {
  child: ChildProcess;
  ended: Promise<number | null>;
  url: string;
  output: string;
  adminKey: string;
  sources: { dodo: { url: string; secret: string }; stripe: { url: string; secret: string } };
}

let folder: string;
let port: number;
let running: LocalRun;
let receivers: Receivers;

async function start(): Promise<LocalRun> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, PORT: String(port), TOCSIN_LOG: 'warn', RATE_LIMIT_PER_MINUTE: '100000' };
  const { child, output, ended } = startProcess([PROGRAM], { cwd: folder, env });
  await eventually(
    'the start to end',
    async () => output().includes('Ctrl-C stops') || child.exitCode !== null,
    START_MS,
  );
  if (child.exitCode !== null) throw new Error(`It did not start: ${output()}`);
  const words = output().split(/\s+/);
  const [dodo, stripe] = words.filter((word) => word.includes('/webhooks/'));
  const [dodoSecret, stripeSecret] = words.filter((word) => word.startsWith('whsec_'));
  return {
    child,
    ended,
    url: `http://localhost:${port}`,
    output: output(),
    adminKey: words.find((word) => word.startsWith('toc_')) ?? '',
    sources: {
      dodo: { url: dodo ?? '', secret: dodoSecret ?? '' },
      stripe: { url: stripe ?? '', secret: stripeSecret ?? '' },
    },
  };
}

/** Comes back where it is told to, as clients do. */
async function ask<T>(query: string, variables: object = {}): Promise<T> {
  const answer = await fetch(`${running.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${running.adminKey}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data: T; errors?: GraphqlError[] };
  const comeBackS = errors?.[0]?.extensions.retryAfterSeconds;
  if (comeBackS !== undefined) {
    await sleep(comeBackS * 1_000);
    return ask(query, variables);
  }
  if (errors) throw new Error(errors[0]?.message);
  return data;
}

async function postDodo(id: string, body: object): Promise<Response> {
  const { url, secret } = running.sources.dodo;
  const text = JSON.stringify(body);
  const now = new Date();
  const signature = new Webhook(secret).sign(id, now, text);
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signature,
    },
    body: text,
  });
}

async function postStripe(body: object): Promise<Response> {
  const { url, secret } = running.sources.stripe;
  const payload = JSON.stringify(body);
  const signature = new Stripe('sk_test_none').webhooks.generateTestHeaderString({ payload, secret });
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'stripe-signature': signature },
    body: payload,
  });
}

interface SeenEvent {
  status: string;
  summary: string;
  workflowUrl: string;
  deliveries: { edges: { node: { to: string; channel: string; status: string } }[] };
}

async function processed(id: string): Promise<SeenEvent> {
  return eventually(`${id} to be processed`, async () => {
    const { event } = await ask<{ event: SeenEvent }>(
      'query ($id: ID!) { event(id: $id) { status summary workflowUrl deliveries { edges { node { to channel status } } } } }',
      { id },
    );
    return event.status === 'PROCESSED' && event;
  });
}

const told = (event: SeenEvent) =>
  event.deliveries.edges
    .map(({ node }) => node)
    .filter((node) => node.status === 'SENT' || node.status === 'DELIVERED');
const page = async (path: string) => (await fetch(`${running.url}${path}`)).text();

beforeAll(async () => {
  folder = await makeDataFolder('run');
  [port, receivers] = await Promise.all([freePort(), startReceivers()]);
  running = await start();
}, START_MS + 10_000);

afterAll(async () => {
  running?.child.kill('SIGINT');
  if (running) await running.ended;
  await receivers?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

describe('the local run', () => {
  it('begins with a sample business whose five events reached people, and says where everything is', () => {
    for (const type of ['payment.failed', 'dispute.opened', 'payout.failed', 'subscription.active'])
      expect(running.output).toContain(type);
    expect(running.output).toMatch(/sales@larkspur\.example +EMAIL +SENT/);
    expect(running.output).toMatch(/support@larkspur\.example +EMAIL +SENT/);
    expect(running.output).toContain('npm run send -- payment.failed');
  });

  it('goes on as before where another start on its data is refused: samples are still sent to it', async () => {
    const second = startLauncher(folder, { PORT: String(await freePort()) });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('Tocsin already runs on the data in ');
    const sent = startProcess([SEND, 'payout.failed'], { cwd: folder, env: {} });
    expect(await sent.ended).toBe(0);
    expect(sent.output()).toMatch(/^202 evt_.*PROCESSED\n.*finance@larkspur\.example {2}EMAIL {2}SENT/s);
  });

  it('brings a Dodo webhook to the mailbox, the inbox and Slack', async () => {
    const body = sample('dodo.dispute.opened');
    body.data.dispute_id = 'dp_from_the_test';
    const answer = await postDodo('msg_from_the_test', body);
    expect(answer.status).toBe(202);
    const event = await processed(((await answer.json()) as { id: string }).id);
    expect(told(event).map(({ to, channel }) => `${channel} ${to}`)).toEqual(
      expect.arrayContaining([
        'EMAIL support@larkspur.example',
        'IN_APP Samir Okafor',
        expect.stringContaining('SLACK '),
        'PUSH Samir’s phone',
      ]),
    );
    const { notifications } = await ask<{ notifications: { edges: { node: { title: string } }[] } }>(
      '{ notifications(first: 5) { edges { node { title } } } }',
    );
    expect(notifications.edges.map(({ node }) => node.title)).toContainEqual(expect.stringContaining("Maria O'Connor"));
    expect(await page('/dev/mailbox')).toContain('support@larkspur.example');
    expect(await page('/dev/slack')).toContain('dispute.opened');
    expect(await page('/dev/push')).toContain('device samirs-phone');
    expect(await page(`/events/${event.workflowUrl.split('/').at(-1)}`)).toContain('dp_from_the_test');
  });

  it('brings a Stripe webhook to the people of its role, and finds its run in Temporal', async () => {
    const body = { ...sample('stripe.payout.failed'), id: 'evt_from_the_test' };
    const answer = await postStripe(body);
    expect(answer.status).toBe(202);
    const event = await processed(((await answer.json()) as { id: string }).id);
    expect(told(event).map(({ to, channel }) => `${channel} ${to}`)).toEqual(
      expect.arrayContaining(['EMAIL finance@larkspur.example', 'IN_APP Fiona Berg']),
    );
    expect((await fetch(event.workflowUrl)).status).toBe(200);
  });

  it('processes 200 events once each although it is killed in the middle of them', async () => {
    for (const input of receivers.endpoints)
      await ask('mutation ($input: AddEndpointInput!) { addEndpoint(input: $input) { secret } }', { input });
    const ids = Array.from({ length: 200 }, (_, i) => `msg_kill_${i}`);
    const accepted = new Map<string, string>();
    const send = async (id: string) => {
      const body = sample('dodo.payment.failed');
      body.data.payment_id = `pay_${id}`;
      const answer = await postDodo(id, body);
      if (answer.status === 202) accepted.set(id, ((await answer.json()) as { id: string }).id);
    };
    const lanes = (todo: string[]) =>
      Promise.allSettled(
        Array.from({ length: 10 }, async () => {
          while (todo.length > 0) await send(todo.shift() as string);
        }),
      );
    const sending = lanes([...ids]);
    await eventually('calls under way', async () => accepted.size >= 100 && receivers.keepWaiting());
    running.child.kill('SIGKILL');
    await Promise.all([running.ended, sending]);
    receivers.answerAll();
    const acknowledged = new Map(accepted);
    running = await start();
    // What was not accepted is sent again, as a producer does.
    await eventually('all to be accepted', async () => {
      await lanes(ids.filter((id) => !accepted.has(id)));
      return accepted.size === 200;
    });
    for (const [id, eventId] of acknowledged) expect(accepted.get(id)).toBe(eventId);
    const statuses = await eventually(
      'all 200 to be processed',
      async () => {
        const seen = await allEvents();
        const mine = seen.filter((event) => event.externalId.startsWith('msg_kill_'));
        return mine.length === 200 && mine.every((event) => event.status === 'PROCESSED') && mine;
      },
      180_000,
    );
    expect(new Set(statuses.map((event) => event.externalId)).size).toBe(200);
    for (const event of statuses) {
      const channels = event.deliveries.edges.map(({ node }) => node).filter((node) => node.status !== 'SKIPPED');
      expect(channels.map((node) => `${node.channel} ${node.status}`).sort()).toEqual([
        ...['EMAIL SENT', 'EMAIL SENT', 'IN_APP DELIVERED', 'IN_APP DELIVERED'],
        ...['LOOPS SENT', 'SLACK SENT', 'WEBHOOK SENT'],
      ]);
    }
    // Some came again; who collapses by id sees each once: an id stands for one event, and an event has one id.
    for (const { channel } of receivers.endpoints) {
      expect(receivers.calls(channel)).toBeGreaterThan(200);
      const told = statuses.map((event) => `${idOn(channel, event)} pay_${event.externalId}`);
      expect(receivers.takenBy(channel)).toEqual(told.sort());
    }
    // The owner's, and those of sales.
    expect(await inboxItems('Jonas Weber')).toBe(400);
  }, 360_000);

  it('stops cleanly on Ctrl-C and starts again with the same data', async () => {
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(0);
    running = await start();
    expect((await allEvents()).length).toBe(208);
  }, 120_000);
});

interface ListedEvent {
  id: string;
  externalId: string;
  status: string;
  deliveries: { edges: { node: { id: string; channel: string; status: string } }[] };
}

const idOn = (channel: string, { deliveries }: ListedEvent) =>
  deliveries.edges.find(({ node }) => node.channel === channel)?.node.id;

async function allEvents(): Promise<ListedEvent[]> {
  const events: ListedEvent[] = [];
  for (let after: string | null = null; ; ) {
    const page: { events: { edges: { node: ListedEvent }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } =
      await ask(
        'query ($after: String) { events(first: 100, after: $after) { edges { node { id externalId status deliveries { edges { node { id channel status } } } } } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
    events.push(...page.events.edges.map(({ node }) => node));
    if (!page.events.pageInfo.hasNextPage) return events;
    after = page.events.pageInfo.endCursor;
  }
}

/** In-app items of the killed events, each of which must be there once. */
async function inboxItems(customer: string): Promise<number> {
  const events = new Set(
    (await allEvents()).filter((event) => event.externalId.startsWith('msg_kill_')).map((event) => event.id),
  );
  let count = 0;
  for (let after: string | null = null; ; ) {
    const page: {
      notifications: {
        edges: { node: { title: string; event: { id: string } } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    } = await ask(
      'query ($after: String) { notifications(first: 200, after: $after) { edges { node { title event { id } } } pageInfo { hasNextPage endCursor } } }',
      { after },
    );
    count += page.notifications.edges.filter(
      ({ node }) => events.has(node.event.id) && node.title.includes(customer),
    ).length;
    if (!page.notifications.pageInfo.hasNextPage) return count;
    after = page.notifications.pageInfo.endCursor;
  }
}
