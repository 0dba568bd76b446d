/** `npm start` as its user sees it: in an empty folder, with signed webhooks, killed in the middle and started again. */
import { readdir, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../src/local/ports.js';
import { sample } from '../sources/sample-bodies.js';
import { startProcess } from '../support/processes.js';
import { eventually } from '../support/program.js';
import { type ListedEvent, type LocalRun, newLocalRun, type SeenEvent, START_MS } from './local-run.js';
import { startLauncher } from './processes.js';
import { type Receivers, startReceivers } from './receivers.js';

const TOCSIN = fileURLToPath(new URL('../../src/tocsin.js', import.meta.url));

let local: LocalRun;
let receivers: Receivers;

beforeAll(async () => {
  local = await newLocalRun('run');
  receivers = await startReceivers();
  await local.start();
}, START_MS + 10_000);

afterAll(async () => {
  await receivers?.stop();
  await local?.end();
});

const told = (event: SeenEvent) =>
  event.deliveries.edges
    .map(({ node }) => node)
    .filter((node) => node.status === 'SENT' || node.status === 'DELIVERED');

const idOn = (channel: string, { deliveries }: ListedEvent) =>
  deliveries.edges.find(({ node }) => node.channel === channel)?.node.id;

describe('the local run', () => {
  it('begins with a sample business whose five events reached people, and says where everything is', () => {
    for (const type of ['payment.failed', 'dispute.opened', 'payout.failed', 'subscription.active'])
      expect(local.running.output).toContain(type);
    expect(local.running.output).toMatch(/sales@larkspur\.example +EMAIL +SENT/);
    expect(local.running.output).toMatch(/support@larkspur\.example +EMAIL +SENT/);
    expect(local.running.output).toContain('npm run send -- payment.failed');
  });

  it('goes on as before where another start on its data is refused: samples are still sent to it', async () => {
    const second = startLauncher(local.folder, { PORT: String(await freePort()) });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('Tocsin already runs on the data in ');
    const sent = startProcess([TOCSIN, 'send', 'payout.failed'], { cwd: local.folder, env: {} });
    expect(await sent.ended).toBe(0);
    expect(sent.output()).toMatch(/^202 evt_.*PROCESSED\n.*finance@larkspur\.example {2}EMAIL {2}SENT/s);
  });

  it('shows its pages to this machine alone, and keeps what it captured for its owner', async () => {
    const { port } = new URL(local.running.url);
    const ask = (path: string, headers: Record<string, string>, method = 'GET') =>
      new Promise<number | undefined>((resolve, reject) => {
        const asked = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        asked.on('error', reject).end();
      });
    const here = `localhost:${port}`;
    for (const path of ['/dev', '/dev/mailbox', '/dev/slack', '/dev/push']) {
      expect([path, await ask(path, { host: 'evil.example' })]).toEqual([path, 421]);
      expect([path, await ask(path, { host: here, 'x-forwarded-for': '198.51.100.7' })]).toEqual([path, 421]);
    }
    // The app asks everybody to sign in, this machine too: who else works on it has no key.
    expect(await ask('/events/evt_x', { host: here })).toBe(200);
    expect(await ask('/dev/mailbox', { host: here })).toBe(200);
    expect(await ask('/dev/mailbox', { host: `127.0.0.1:${port}` })).toBe(200);
    const foreign = { host: here, origin: 'https://evil.example' };
    expect(await ask('/dev/slack/hook', foreign, 'POST')).toBe(403);
    expect(await ask('/dev/push/token', foreign, 'POST')).toBe(403);
    const large = await fetch(`${local.running.url}/dev/slack/hook`, { method: 'POST', body: 'x'.repeat(600 * 1024) });
    expect(large.status).toBe(413);
    const data = join(local.folder, '.tocsin');
    const mails = (await readdir(join(data, 'mail'))).map((name) => join('mail', name));
    expect(mails.length).toBeGreaterThan(0);
    for (const name of [...mails, 'slack.jsonl', 'push.jsonl', 'local.json'])
      expect([name, (await stat(join(data, name))).mode & 0o777]).toEqual([name, 0o600]);
    for (const name of ['mail', 'temporal'])
      expect([name, (await stat(join(data, name))).mode & 0o777]).toEqual([name, 0o700]);
  });

  it('brings a Dodo webhook to the mailbox, the inbox and Slack', async () => {
    const body = sample('dodo.dispute.opened');
    body.data.dispute_id = 'dp_from_the_test';
    const answer = await local.postDodo('msg_from_the_test', body);
    expect(answer.status).toBe(202);
    const event = await local.processed(((await answer.json()) as { id: string }).id);
    expect(told(event).map(({ to, channel }) => `${channel} ${to}`)).toEqual(
      expect.arrayContaining([
        'EMAIL support@larkspur.example',
        'IN_APP Samir Okafor',
        expect.stringContaining('SLACK '),
        'PUSH Samir’s phone',
      ]),
    );
    const { notifications } = await local.ask<{ notifications: { edges: { node: { title: string } }[] } }>(
      '{ notifications(first: 5) { edges { node { title } } } }',
    );
    expect(notifications.edges.map(({ node }) => node.title)).toContainEqual(expect.stringContaining("Maria O'Connor"));
    expect(await local.page('/dev/mailbox')).toContain('support@larkspur.example');
    expect(await local.page('/dev/slack')).toContain('dp_from_the_test');
    expect(await local.page('/dev/push')).toContain('device samirs-phone');
  });

  it('brings a Stripe webhook to the people of its role, and finds its run in Temporal', async () => {
    const body = { ...sample('stripe.payout.failed'), id: 'evt_from_the_test' };
    const answer = await local.postStripe(body);
    expect(answer.status).toBe(202);
    const event = await local.processed(((await answer.json()) as { id: string }).id);
    expect(told(event).map(({ to, channel }) => `${channel} ${to}`)).toEqual(
      expect.arrayContaining(['EMAIL finance@larkspur.example', 'IN_APP Fiona Berg']),
    );
    expect((await fetch(event.workflowUrl)).status).toBe(200);
  });

  it('processes 200 events once each although it is killed in the middle of them', async () => {
    for (const input of receivers.endpoints)
      await local.ask('mutation ($input: AddEndpointInput!) { addEndpoint(input: $input) { secret } }', { input });
    const ids = Array.from({ length: 200 }, (_, i) => `msg_kill_${i}`);
    const accepted = new Map<string, string>();
    const send = async (id: string) => {
      const body = sample('dodo.payment.failed');
      body.data.payment_id = `pay_${id}`;
      const answer = await local.postDodo(id, body);
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
    local.running.child.kill('SIGKILL');
    await Promise.all([local.running.ended, sending]);
    receivers.answerAll();
    const acknowledged = new Map(accepted);
    await local.start();
    // What was not accepted is sent again, as a producer does.
    await eventually('all to be accepted', async () => {
      await lanes(ids.filter((id) => !accepted.has(id)));
      return accepted.size === 200;
    });
    for (const [id, eventId] of acknowledged) expect(accepted.get(id)).toBe(eventId);
    // Slack gathers so many for up to a minute, which the next test goes through.
    const others = (event: ListedEvent) => event.deliveries.edges.filter(({ node }) => node.channel !== 'SLACK');
    await eventually(
      'all but the gathered ones to be delivered',
      async () => {
        const events = await local.killedEvents();
        const open = events.flatMap(others).filter(({ node }) => node.status === 'PENDING');
        return (
          events.length === 200 && events.every(({ deliveries }) => deliveries.edges.length > 0) && open.length === 0
        );
      },
      180_000,
    );
  }, 360_000);

  it('stops cleanly on Ctrl-C and starts again with the same data', async () => {
    local.running.child.kill('SIGINT');
    expect(await local.running.ended).toBe(0);
    await local.start();
    expect((await local.allEvents()).length).toBe(208);
  }, 120_000);

  it('has told everybody of the 200 events once, over the kill and the stop', async () => {
    const statuses = await eventually(
      'all 200 to be processed',
      async () => {
        const events = await local.killedEvents();
        return events.length === 200 && events.every((event) => event.status === 'PROCESSED') && events;
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
    expect(await local.inboxItems('Jonas Weber')).toBe(400);
  }, 360_000);
});
