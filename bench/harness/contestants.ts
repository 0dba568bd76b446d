/** Who competes: each an API and most a worker, started anew for each turn, with a database and queues of its own. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createDataSource } from '../../src/core/data-source.js';
import { freePort } from '../../src/local/ports.js';
import { addBusiness, addPerson, addSource, BOX, ENCRYPTION_KEYS } from '../../test/support/database.js';
import type { StartedProcess } from '../../test/support/processes.js';
import { addEndpoint } from '../carriers.js';
import { SHIPPED, startReady, TOCSIN } from '../processes.js';
import { PEERS, type World } from './world.js';

/** A folder for profiles: whoever reads them wants them, not the times that they make longer. */
const { PROFILE } = process.env;

export type Name =
  | 'Tocsin'
  | 'bare route'
  | 'BullMQ'
  | 'pg-boss'
  | 'graphile-worker'
  | 'bare workflow'
  | 'naive workflow';

/** One that runs, ready for webhooks. */
export interface Contestant {
  name: Name;
  url: string;
  source: { id: string; secret: string; kind: 'DODO' };
  databaseUrl: string;
  /** Stops the worker where it stands, and lets it go on: so events wait, and its code is warm. */
  holdWorker(): void;
  releaseWorker(): void;
  /** By SIGKILL (with PROFILE in order, so that the profile is written): what it had begun is no matter any more. */
  stop(): Promise<void>;
}

interface Parts {
  /** Arguments of Node. */
  api: string[];
  worker: string[] | null;
}

const PROGRAMS = join(import.meta.dirname, '../programs');
/** Of a peer's source and endpoint; a Tocsin has its own in its database. */
const SECRET = `whsec_${Buffer.alloc(24, 5).toString('base64')}`;

const parts = (file: string, ...before: string[]): Parts => ({
  api: [...SHIPPED, file, ...before, 'api'],
  worker: [...SHIPPED, file, ...before, 'worker'],
});

const PARTS: Record<Name, Parts> = {
  Tocsin: parts(TOCSIN, 'start'),
  'bare route': { api: [...SHIPPED, join(PROGRAMS, 'bare-route.js')], worker: null },
  'bare workflow': parts(join(PROGRAMS, 'bare-workflow.js')),
  'naive workflow': parts(join(PROGRAMS, 'naive-workflow.js')),
  BullMQ: parts(join(PEERS, 'bullmq.mjs')),
  'pg-boss': parts(join(PEERS, 'pg-boss.mjs')),
  'graphile-worker': parts(join(PEERS, 'graphile-worker.mjs')),
};

/** Profiles of the processor, of our own processes and one folder for each. */
const profiled = (name: Name, process: string, args: string[]) =>
  PROFILE && name === 'Tocsin' ? ['--cpu-prof', `--cpu-prof-dir=${join(PROFILE, process)}`, ...args] : args;

/** @param more of its environment, before ours; undefined: without this one of ours */
export async function startContestant(world: World, name: Name, more: NodeJS.ProcessEnv = {}): Promise<Contestant> {
  const { receivers } = world;
  receivers.forget();
  const databaseUrl = await world.addDatabase();
  const rows = name === 'Tocsin' || name === 'bare route' ? await addRows(databaseUrl, receivers.endpointUrl) : null;
  const secret = rows?.source.secret ?? SECRET;
  const port = await freePort();
  const env = {
    ...environmentOf(world, databaseUrl, port),
    ...{ SOURCE_SECRET: secret, ENDPOINT_SECRET: SECRET, ENDPOINT_URL: receivers.endpointUrl },
    ...{ BUSINESS_ID: rows?.businessId, SOURCE_ID: rows?.source.id },
    ...more,
  };
  const args = PARTS[name];
  // One after the other: the first makes the tables.
  const api = await startReady(`${name} (api)`, profiled(name, 'api', args.api), env);
  const worker = args.worker && (await startReady(`${name} (worker)`, profiled(name, 'worker', args.worker), env));
  const source = { id: rows?.source.id ?? 'dodo', secret, kind: 'DODO' as const };
  return {
    ...{ name, source, databaseUrl, url: `http://127.0.0.1:${port}` },
    holdWorker: () => worker?.child.kill('SIGSTOP'),
    releaseWorker: () => worker?.child.kill('SIGCONT'),
    async stop() {
      // Who is held hears of no SIGTERM.
      worker?.child.kill('SIGCONT');
      for (const one of [api, worker]) one?.child.kill(PROFILE ? 'SIGTERM' : 'SIGKILL');
      await Promise.all([api.ended, worker?.ended]);
      await world.dropDatabase(databaseUrl);
    },
  };
}

/** What all processes of one contestant are told. */
function environmentOf(world: World, databaseUrl: string, port: number): NodeJS.ProcessEnv {
  const taskQueue = `bench-${randomBytes(6).toString('hex')}`;
  return {
    ...{ PATH: process.env.PATH, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port) },
    ...{ DATABASE_URL: databaseUrl, REDIS_URL: world.redisUrl, SMTP_URL: world.receivers.smtpUrl },
    ...{ TEMPORAL_ADDRESS: world.temporalAddress, TASK_QUEUE: taskQueue, TOCSIN_TASK_QUEUE: taskQueue },
    ...{ TOCSIN_ENCRYPTION_KEYS: ENCRYPTION_KEYS },
    ...{ PUBLIC_URL: 'http://tocsin.test', OUTBOUND_ALLOW: '127.0.0.1', MAIL_FROM: 'Shop <shop@test.example>' },
    // Nothing listens there.
    ...{ DODO_BASE_URL: 'http://127.0.0.1:1', STRIPE_BASE_URL: 'http://127.0.0.1:1' },
  };
}

/**
 * Tocsin on a database that is filled already: its API, and its worker where one is wanted. It may be asked as often as one likes.
 * @returns where it is, and what ends it
 */
export async function startFilled(
  world: World,
  databaseUrl: string,
  processes: readonly ('api' | 'worker')[],
): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const env = { ...environmentOf(world, databaseUrl, port), RATE_LIMIT_PER_MINUTE: '1000000' };
  const started: StartedProcess[] = [];
  for (const process of processes)
    started.push(
      await startReady(`Tocsin (${process})`, profiled('Tocsin', process, PARTS.Tocsin[process] ?? []), env),
    );
  const stop = async () => {
    for (const { child } of started) child.kill(PROFILE ? 'SIGTERM' : 'SIGKILL');
    await Promise.all(started.map(({ ended }) => ended));
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}

/** One owner with an inbox and an e-mail, one endpoint that takes all, one source. */
async function addRows(databaseUrl: string, endpointUrl: string) {
  const dataSource = await createDataSource(databaseUrl, 2, BOX).initialize();
  try {
    await dataSource.runMigrations();
    const businessId = await addBusiness(dataSource);
    await addPerson(dataSource, businessId);
    await addEndpoint(dataSource, businessId, endpointUrl);
    return { businessId, source: await addSource(dataSource, businessId, 'DODO') };
  } finally {
    await dataSource.destroy();
  }
}
