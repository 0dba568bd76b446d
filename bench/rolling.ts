/**
 * A rolling restart under traffic: two APIs behind a round-robin proxy that heeds `/readyz`, two workers, `PER_SECOND` (20) webhooks for
 * `SECONDS` (60), each process restarted in turn. `npm run bench:rolling`; see bench/README.md. Ends with 1 where a line fails.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { newToken } from '../src/api/auth/credential-store.js';
import { addSource, createDatabase } from '../test/support/database.js';
import { startServers } from '../test/support/global-setup.js';
import { GraphqlClient } from '../test/support/graphql.js';
import { Subscriber } from '../test/support/live.js';
import { send, type TestSource } from '../test/support/producers.js';
import { eventually } from '../test/support/program.js';
import { startHttpStandIn } from '../test/support/stand-ins.js';
import { addHook } from './carriers.js';
import { type RestartedProcess, startRestartable } from './processes.js';
import { startProxy } from './proxy.js';

const [SECONDS, PER_SECOND] = [Number(process.env.SECONDS ?? 60), Number(process.env.PER_SECOND ?? 20)];
const SOCKETS = 10;
const MOST_HEALING_MS = 3_000;
const END_MS = 120_000;

interface Traffic {
  /** By the producer's ids, ours. */
  accepted: Map<string, string>;
  refused: string[];
}

/** As a producer that posts once and does not come again. */
async function sendFor(proxy: { url: string }, source: TestSource, isOver: () => boolean): Promise<Traffic> {
  const traffic: Traffic = { accepted: new Map(), refused: [] };
  const posts: Promise<void>[] = [];
  for (let number = 0; !isOver(); number++) {
    const externalId = `msg_${number}`;
    const body = {
      type: 'payment.failed',
      data: { payment_id: `pay_${number}`, total_amount: 2_890, currency: 'USD' },
    };
    const posted = send(proxy, source, body, { externalId }).then(
      ({ status, body: answer }) =>
        status === 202 ? void traffic.accepted.set(externalId, answer.id) : void traffic.refused.push(String(status)),
      (error: unknown) => void traffic.refused.push(String(error)),
    );
    posts.push(posted);
    await sleep(1_000 / PER_SECOND);
  }
  await Promise.all(posts);
  return traffic;
}

/** How long each break of a socket lasted, milliseconds. */
async function watch(proxy: { url: string }, key: string): Promise<{ breaks: number[]; close(): Promise<void> }> {
  const breaks: number[] = [];
  const subscribers = await Promise.all(
    Array.from({ length: SOCKETS }, async () => {
      const subscriber = new Subscriber(proxy, key, Number.POSITIVE_INFINITY);
      let closedAt = 0;
      subscriber.client.on('closed', () => {
        closedAt ||= performance.now();
      });
      subscriber.client.on('connected', () => {
        if (closedAt > 0) breaks.push(performance.now() - closedAt);
        closedAt = 0;
      });
      await subscriber.listen('eventUpdated { id }');
      return subscriber;
    }),
  );
  const close = async () => void (await Promise.all(subscribers.map((subscriber) => subscriber.close())));
  return { breaks, close };
}

/** Each in turn, the next one when this one is ready; spread over the time of the traffic. */
async function restartAll(processes: readonly RestartedProcess[]): Promise<Record<string, string>> {
  const stops: Record<string, string> = {};
  for (const one of processes) {
    const pause = sleep((SECONDS * 1_000) / (processes.length + 1));
    const { code, ms } = await one.restart();
    stops[one.name] = `${(ms / 1_000).toFixed(1)} s, code ${code}`;
    await pause;
  }
  return stops;
}

async function measure(): Promise<boolean> {
  const [database, hook] = await Promise.all([createDatabase(), startHttpStandIn()]);
  const key = newToken();
  const env = {
    DATABASE_URL: database.url,
    TOCSIN_TASK_QUEUE: `bench-${randomBytes(6).toString('hex')}`,
    TOCSIN_ADMIN_KEY: key,
  };
  const apis = [await startRestartable('api', env), await startRestartable('api', env)];
  const workers = [await startRestartable('worker', env), await startRestartable('worker', env)];
  const proxy = await startProxy(apis);
  const { business } = await new GraphqlClient(proxy.url, key).get('{ business { id } }');
  await addHook(database.dataSource, business.id, hook.url);
  const source: TestSource = { ...(await addSource(database.dataSource, business.id, 'GENERIC')), kind: 'GENERIC' };
  const sockets = await watch(proxy, key);
  let isOver = false;
  const sending = sendFor(proxy, source, () => isOver);
  const stops = await restartAll([...apis, ...workers]);
  isOver = true;
  const { accepted, refused } = await sending;
  const ids = [...accepted.values()];
  const processed = "SELECT count(*)::integer AS count FROM events WHERE id = ANY($1) AND status = 'PROCESSED'";
  const countOf = async () => Number((await database.dataSource.query(processed, [ids]))[0].count);
  await eventually('all events', async () => (await countOf()) === ids.length, END_MS).catch(() => undefined);
  const lost = ids.length - (await countOf());
  const heard = hook.requests.map(({ headers }) => String(headers['webhook-id']));
  const worst = Math.max(0, ...sockets.breaks);
  const rows: [string, string | number, string | number, boolean][] = [
    ['webhooks taken', ids.length, '', ids.length > 0],
    ['webhooks refused', refused.length, 0, refused.length === 0],
    ['events lost', lost, 0, lost === 0],
    [
      'events that the endpoint did not hear of',
      ids.length - new Set(heard).size,
      0,
      new Set(heard).size === ids.length,
    ],
    ['heard of twice under one key', heard.length - new Set(heard).size, 'the receiver drops them', true],
    [`breaks of ${SOCKETS} sockets`, sockets.breaks.length, '', sockets.breaks.length > 0],
    ['the longest break, ms', Math.round(worst), MOST_HEALING_MS, worst <= MOST_HEALING_MS],
    ...Object.entries(stops).map(([name, stop]): [string, string, string, boolean] => [
      `${name} stopped in`,
      stop,
      'code 0',
      stop.endsWith('code 0'),
    ]),
  ];
  console.table(rows.map(([what, seen, most, passes]) => ({ what, seen, most, verdict: passes ? 'pass' : 'FAIL' })));
  if (refused.length > 0) console.log([...new Set(refused)]);
  await sockets.close();
  await proxy.close();
  await Promise.all([...apis, ...workers].map((one) => one.stop()));
  await hook.stop();
  await database.drop();
  return rows.every(([, , , passes]) => passes);
}

await startServers();
try {
  process.exitCode = (await measure()) ? 0 : 1;
} finally {
  await (globalThis as unknown as { tearDown(): Promise<void> }).tearDown();
}
