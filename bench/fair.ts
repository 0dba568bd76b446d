/**
 * Whether one business can hurt another on the same instance: one with 200,000 events (`EVENTS`) sends the worst queries that the limits
 * allow from ten connections for a minute each (`SECONDS`), the other one asks for a page of events and gets webhooks, meanwhile and in
 * the half minutes before and after, which are the quiet ones. The worst are looked for first: the dearest of each kind, and some made
 * by chance (`QUERIES`). `KINDS=one,other` sends the dearest of these kinds in place of the worst. Ends with 1 where a line fails.
 * `npm run bench:fair`; see bench/README.md.
 */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { newToken } from '../src/api/auth/token.js';
import { newId } from '../src/platform/new-id.js';
import { addSource, createDatabase, type TestDatabase } from '../test/support/database.js';
import { addFilledBusiness, type FilledBusiness } from '../test/support/filled-business.js';
import { GraphqlClient } from '../test/support/graphql.js';
import { postSigned, startProgram } from '../test/support/program.js';
import { searchQueries } from '../test/support/query-search.js';
import { knownValuesOf } from '../test/support/random-queries.js';
import type { Attack, Outcomes } from './attack.thread.js';
import { keyOf } from './business-key.js';
import { addManyEvents } from './many-events.js';
import { runWithServers } from './measurement.js';
import { type Instance, startInstance } from './processes.js';
import { verdictOf } from './verdict.js';
import { dearQueries } from './worst-queries.js';

const EVENTS = Number(process.env.EVENTS ?? 200_000);
const SECONDS = Number(process.env.SECONDS ?? 60);
const QUERIES = Number(process.env.QUERIES ?? 200);
/** How many of the worst queries are sent, one after the other. */
const ATTACKS = Number(process.env.ATTACKS ?? 3);
/** Of worst-queries.ts; empty: the worst of all. */
const KINDS = (process.env.KINDS ?? '').split(',').filter(Boolean);
const CONNECTIONS = 10;
const PAGE = '{ events(first: 20) { edges { node { id type summary } } } }';
/** Between two requests, milliseconds, whatever became of the one before. */
const [PAGE_EVERY_MS, WEBHOOK_EVERY_MS, PROBE_EVERY_MS] = [100, 250, 50];
const [MOST_RATIO, MOST_PROBE_MS, MOST_GROWTH_MB] = [3, 50, 300];

interface Worst {
  kind: string;
  query: string;
  ms: number;
  price: number;
}

/** The slowest queries of the business, the slowest first. */
async function worstQueries(database: TestDatabase, business: FilledBusiness, keys: string[]): Promise<Worst[]> {
  const program = await startProgram(database);
  for (const key of keys) await program.credentials.addKey(business.businessId, 'test', 'ADMIN', key);
  const client = new GraphqlClient(program.url, keys[0] as string);
  const { schema } = program.api.app.get(GraphQLSchemaHost);
  const dear: Worst[] = [];
  const all = dearQueries(schema);
  for (const kind of KINDS)
    if (!all.some((one) => one.kind === kind))
      throw new Error(`no kind "${kind}" in KINDS: ${all.map((one) => one.kind).join(', ')}`);
  const named = all.filter(({ kind }) => KINDS.length === 0 || KINDS.includes(kind));
  for (const one of named) dear.push({ ...one, ms: await timeOf(client, one.query) });
  const known = await knownValuesOf(database.dataSource, business);
  const random = await searchQueries(program, client, known, { count: KINDS.length === 0 ? QUERIES : 0, seed: 1 });
  // One that has variables is sent without them, and would be another one.
  const others = random.filter(
    ({ outcome, variables }) => outcome === 'answered' && Object.keys(variables).length === 0,
  );
  const found = others.map(({ query, ms, price }) => ({ kind: 'by chance', query, ms, price: price ?? 0 }));
  await program.stop();
  const slowest = [...dear, ...found].sort((a, b) => b.ms - a.ms);
  console.table(
    slowest
      .slice(0, 12)
      .map(({ kind, ms, price, query }) => ({ kind, ms: Math.round(ms), price, query: query.slice(0, 60) })),
  );
  return slowest;
}

/** The shorter of two: the first one warms up. */
async function timeOf(client: GraphqlClient, query: string): Promise<number> {
  const times = [];
  for (let time = 0; time < 2; time++) {
    const begun = performance.now();
    await (await client.post(JSON.stringify({ query }))).text();
    times.push(performance.now() - begun);
  }
  return Math.min(...times);
}

/** What the other business and an operator see, milliseconds. */
interface Seen {
  pages: number[];
  webhooks: number[];
  probes: number[];
  errors: string[];
  /** Most memory of the API, MB. */
  memory: number;
}

interface Other {
  instance: Instance;
  key: string;
  source: { id: string; secret: string; kind: 'GENERIC' };
}

async function watch({ instance, key, source }: Other, seconds: number): Promise<Seen> {
  const seen: Seen = { pages: [], webhooks: [], probes: [], errors: [], memory: 0 };
  const client = new GraphqlClient(instance.url, key);
  const page = async () => {
    const { errors } = await client.ask(PAGE);
    if (errors.length > 0) throw new Error(JSON.stringify(errors[0]));
  };
  const webhook = async () => {
    const { status } = await postSigned(instance, source, {
      type: 'payment.succeeded',
      data: { payment_id: newId('event') },
    });
    if (status !== 202) throw new Error(`a webhook was answered ${status}`);
  };
  const probe = async () => {
    const answer = await fetch(`${instance.url}/healthz`);
    await answer.arrayBuffer();
    seen.memory = Math.max(seen.memory, instance.memory().api);
  };
  const until = Date.now() + seconds * 1_000;
  await Promise.all([
    repeat(page, PAGE_EVERY_MS, until, seen.pages, seen.errors),
    repeat(webhook, WEBHOOK_EVERY_MS, until, seen.webhooks, seen.errors),
    repeat(probe, PROBE_EVERY_MS, until, seen.probes, seen.errors),
  ]);
  return seen;
}

/** By the clock: who is slow is not asked less often. */
async function repeat(
  ask: () => Promise<void>,
  everyMs: number,
  until: number,
  times: number[],
  errors: string[],
): Promise<void> {
  const asked: Promise<void>[] = [];
  while (Date.now() < until) {
    const begun = performance.now();
    const noted = ask().then(
      () => void times.push(performance.now() - begun),
      (error: unknown) => void errors.push(String(error)),
    );
    asked.push(noted);
    await sleep(everyMs);
  }
  await Promise.all(asked);
}

async function attack(data: Attack): Promise<Outcomes> {
  const thread = new Worker(new URL('./attack.thread.js', import.meta.url), { workerData: data });
  const [outcomes] = await once(thread, 'message');
  return outcomes;
}

/** @param quiet before and after, in halves: what else the machine does changes slowly */
function report(kind: string, [before, after]: readonly [Seen, Seen], beside: Seen): boolean {
  const grown = Math.round(beside.memory - before.memory);
  const quiet = (name: 'pages' | 'webhooks' | 'probes') => [...before[name], ...after[name]];
  const line = (what: string, name: 'pages' | 'webhooks') => ({
    what,
    share: 0.99,
    quiet: quiet(name),
    beside: beside[name],
    mostRatio: MOST_RATIO,
  });
  console.log(`\nBeside ${kind}:`);
  for (const error of [...new Set(beside.errors)].slice(0, 3)) console.log(error);
  return verdictOf(
    [
      line('a page of 20 events, p99', 'pages'),
      line('a webhook, p99', 'webhooks'),
      { what: '/healthz, p99', share: 0.99, quiet: quiet('probes'), beside: beside.probes, mostMs: MOST_PROBE_MS },
    ],
    [
      { what: 'errors', 'beside ms': beside.errors.length, verdict: beside.errors.length === 0 ? 'pass' : 'FAIL' },
      {
        what: 'memory grew by MB',
        'beside ms': grown,
        most: `${MOST_GROWTH_MB} MB`,
        verdict: grown <= MOST_GROWTH_MB ? 'pass' : 'FAIL',
      },
    ],
  );
}

async function measure(): Promise<boolean> {
  const database = await createDatabase();
  const { dataSource } = database;
  const [large, small] = [await addFilledBusiness(dataSource, 20), await addFilledBusiness(dataSource, 20)];
  const [sourceId] = (await knownValuesOf(dataSource, large)).sourceId as string[];
  const destinations: { id: string }[] = await dataSource.query(
    'SELECT id FROM destinations WHERE business_id = $1 LIMIT 5',
    [large.businessId],
  );
  const filled = {
    businessId: large.businessId,
    sourceId: sourceId as string,
    destinationIds: destinations.map(({ id }) => id),
  };
  await addManyEvents(database.url, filled, EVENTS);
  const keys = Array.from({ length: CONNECTIONS }, () => newToken());
  const worst = await worstQueries(database, large, keys);
  const source = { ...(await addSource(dataSource, small.businessId, 'GENERIC')), kind: 'GENERIC' as const };
  const instance = await startInstance(database.url);
  const other = { instance, key: await keyOf(database, small.businessId), source };
  await watch(other, 10);
  let passes = true;
  let before = await watch(other, SECONDS / 2);
  for (const { kind, query } of worst.slice(0, KINDS.length || ATTACKS)) {
    const [outcomes, beside] = await Promise.all([
      attack({ url: instance.url, keys, query, seconds: SECONDS }),
      watch(other, SECONDS),
    ]);
    const after = await watch(other, SECONDS / 2);
    passes = report(`${kind} (${JSON.stringify(outcomes)})`, [before, after], beside) && passes;
    before = after;
  }
  await instance.stop();
  await database.drop();
  return passes;
}

await runWithServers(measure);
