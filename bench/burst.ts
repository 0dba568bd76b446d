/**
 * Whether the burst of one business delays another's critical event: one posts `EVENTS` (300) critical events at `PER_SECOND` (1,000),
 * the other one posts one each second, for `QUIET_SECONDS` (20) before and until the burst is through. Time from the
 * webhook to the carrier that is called. Ends with 1 where a line fails. `npm run bench:burst`; see bench/README.md.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { addBusiness, addSource, createDatabase } from '../test/support/database.js';
import { postSigned } from '../test/support/program.js';
import { type HttpStandIn, startHttpStandIn } from '../test/support/stand-ins.js';
import { pathsOf, type Sent, tableOf } from './burst-path.js';
import { addEndpoint } from './carriers.js';
import { runWithServers, say } from './measurement.js';
import { startInstance } from './processes.js';
import { verdictOf } from './verdict.js';

const EVENTS = Number(process.env.EVENTS ?? 300);
const PER_SECOND = Number(process.env.PER_SECOND ?? 1_000);
const QUIET_SECONDS = Number(process.env.QUIET_SECONDS ?? 20);
/** Critical: each is a run of its own, whoever's it is. */
const TYPE = 'refund.failed';
/** Far below what is its share of a machine on which Temporal starts ten runs a second. */
const EVENT_EVERY_MS = 1_000;
const TICK_MS = 50;
const MOST_RATIO = 2;
/** A burst that is not through after this is a fault. */
const LONGEST_MS = 60 * 60_000;

interface Business {
  businessId: string;
  source: { id: string; secret: string; kind: 'GENERIC' };
  carrier: HttpStandIn;
}

async function addOne(dataSource: DataSource): Promise<Business> {
  const [businessId, carrier] = [await addBusiness(dataSource), await startHttpStandIn()];
  await addEndpoint(dataSource, businessId, `${carrier.url}/hook`);
  return { businessId, carrier, source: { ...(await addSource(dataSource, businessId, 'GENERIC')), kind: 'GENERIC' } };
}

/** As producers do, until it is taken: a busy machine says 503. @returns the refund that it speaks of, and the event */
async function post(url: string, { source }: Business): Promise<{ refund: string; id: string }> {
  const refund = `ref_${randomUUID()}`;
  const data = { refund_id: refund, amount: 2_890, currency: 'USD' };
  for (;;) {
    const { status, body } = await postSigned({ url }, source, { type: TYPE, data });
    if (status === 202) return { refund, id: body.id };
    await sleep(500);
  }
}

/** Posts one after the other by the clock, until `over`. @returns when each was posted, and when the carrier was called */
async function sentUntil(url: string, business: Business, over: () => boolean): Promise<Sent[]> {
  const { carrier } = business;
  const calledAt = new Map<string, number>();
  carrier.answer = ({ body }, response) => {
    const [id] = /ref_[\w-]+/.exec(body) ?? [];
    if (id && !calledAt.has(id)) calledAt.set(id, performance.now());
    response.end('ok');
  };
  const posted: Promise<{ refund: string; id: string; postedAt: number }>[] = [];
  while (!over()) {
    const postedAt = performance.now();
    posted.push(post(url, business).then((event) => ({ ...event, postedAt })));
    await sleep(EVENT_EVERY_MS);
  }
  const all = await Promise.all(posted);
  const until = performance.now() + 60_000;
  while (calledAt.size < all.length && performance.now() < until) await sleep(TICK_MS);
  return all.map(({ refund, id, postedAt }) => ({
    id,
    postedAt: performance.timeOrigin + postedAt,
    calledAt: performance.timeOrigin + (calledAt.get(refund) ?? Number.POSITIVE_INFINITY),
  }));
}

async function postBurst(url: string, business: Business): Promise<void> {
  const posted: Promise<unknown>[] = [];
  const begun = performance.now();
  while (posted.length < EVENTS) {
    const due = Math.min(EVENTS, Math.ceil(((performance.now() - begun + TICK_MS) * PER_SECOND) / 1_000));
    while (posted.length < due) posted.push(post(url, business));
    await sleep(TICK_MS);
  }
  await Promise.all(posted);
}

/** Events of this business that are not over. */
async function countOpen(dataSource: DataSource, { businessId }: Business): Promise<number> {
  const [{ open }] = await dataSource.query(
    "SELECT count(*)::integer AS open FROM events WHERE business_id = $1 AND status IN ('RECEIVED', 'PROCESSING')",
    [businessId],
  );
  return open;
}

async function burst(dataSource: DataSource, url: string, crowd: Business): Promise<void> {
  const begun = performance.now();
  await postBurst(url, crowd);
  say(`the burst is taken in; ${await countOpen(dataSource, crowd)} of ${EVENTS} wait`);
  while ((await countOpen(dataSource, crowd)) > 0) {
    if (performance.now() - begun > LONGEST_MS) throw new Error('The burst is not through after an hour.');
    await sleep(1_000);
  }
  const seconds = (performance.now() - begun) / 1_000;
  say(`the burst is through after ${seconds.toFixed(1)} s: ${(EVENTS / seconds).toFixed(1)} events a second`);
}

async function measure(): Promise<boolean> {
  const database = await createDatabase(20);
  const { dataSource } = database;
  const [crowd, lonely] = [await addOne(dataSource), await addOne(dataSource)];
  let taken = 0;
  crowd.carrier.answer = (_, response) => {
    taken += 1;
    response.end('ok');
  };
  const instance = await startInstance(database.url);
  const { url } = instance;
  const forSeconds = (seconds: number) => {
    const until = performance.now() + seconds * 1_000;
    return () => performance.now() > until;
  };
  await sentUntil(url, lonely, forSeconds(5));
  const quiet = await sentUntil(url, lonely, forSeconds(QUIET_SECONDS));
  say('the burst begins');
  let through = false;
  const bursting = burst(dataSource, url, crowd).finally(() => {
    through = true;
  });
  const beside = await sentUntil(url, lonely, () => through);
  await bursting;
  const paths = await Promise.all([quiet, beside].map((some) => pathsOf(dataSource, some)));
  await instance.stop();
  await Promise.all([crowd.carrier.stop(), lonely.carrier.stop()]);
  await database.drop();
  const [quietPaths = [], besidePaths = []] = paths;
  console.log('On the way, medians (p95), milliseconds:');
  console.table(tableOf(quietPaths, besidePaths));
  const times = (some: readonly Sent[]) => some.map(({ postedAt, calledAt }) => calledAt - postedAt);
  const line = (what: string, share: number) => ({
    ...{ what, share, quiet: times(quiet), beside: times(beside) },
    mostRatio: MOST_RATIO,
  });
  return verdictOf(
    [line('webhook to carrier, p50', 0.5), line('webhook to carrier, p95', 0.95)],
    [{ what: 'messages of the burst', of: `${taken} / ${EVENTS}`, verdict: taken === EVENTS ? 'pass' : 'FAIL' }],
  );
}

await runWithServers(measure);
