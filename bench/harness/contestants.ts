/** Who competes: each an API and most a worker, started anew for each turn, with a database and queues of its own. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createDataSource } from '../../src/core/data-source.js';
import { EndpointDestination } from '../../src/core/planning/destination.entity.js';
import { freePort } from '../../src/local/ports.js';
import { newId } from '../../src/platform/new-id.js';
import { addBusiness, addPerson, addSource, BOX, ENCRYPTION_KEYS } from '../../test/support/database.js';
import { type StartedProcess, startProcess } from '../../test/support/processes.js';
import { eventually } from '../../test/support/program.js';
import { PEERS, type World } from './world.js';

/** A folder for profiles: whoever reads them wants them, not the times that they make longer. */
const { PROFILE } = process.env;

export type Name = 'Tocsin' | 'bare route' | 'BullMQ' | 'pg-boss' | 'graphile-worker' | 'bare workflow';

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

const TOCSIN = join(import.meta.dirname, '../../src/tocsin.js');
const PROGRAMS = join(import.meta.dirname, '../programs');
const START_MS = 180_000;
/** Of a peer; a Tocsin has its own in its database. */
const SECRET = `whsec_${Buffer.alloc(24, 5).toString('base64')}`;

/** As `npm start` starts Node. */
const SHIPPED = '--max-semi-space-size=32';

const peer = (file: string): Parts => ({
  api: [SHIPPED, join(PEERS, file), 'api'],
  worker: [SHIPPED, join(PEERS, file), 'worker'],
});

const PARTS: Record<Name, Parts> = {
  Tocsin: { api: [SHIPPED, TOCSIN, 'start', 'api'], worker: [SHIPPED, TOCSIN, 'start', 'worker'] },
  'bare route': { api: [SHIPPED, join(PROGRAMS, 'bare-route.js')], worker: null },
  'bare workflow': {
    api: [SHIPPED, join(PROGRAMS, 'bare-workflow.js'), 'api'],
    worker: [SHIPPED, join(PROGRAMS, 'bare-workflow.js'), 'worker'],
  },
  BullMQ: peer('bullmq.mjs'),
  'pg-boss': peer('pg-boss.mjs'),
  'graphile-worker': peer('graphile-worker.mjs'),
};

/** Profiles of the processor, of our own processes and one folder for each. */
const profiled = (name: Name, process: string, args: string[]) =>
  PROFILE && name === 'Tocsin' ? ['--cpu-prof', `--cpu-prof-dir=${join(PROFILE, process)}`, ...args] : args;

export async function startContestant(world: World, name: Name): Promise<Contestant> {
  const { receivers } = world;
  receivers.forget();
  const databaseUrl = await world.addDatabase();
  const rows = name === 'Tocsin' || name === 'bare route' ? await addRows(databaseUrl, receivers.endpointUrl) : null;
  const secret = rows?.source.secret ?? SECRET;
  const port = await freePort();
  const taskQueue = `bench-${randomBytes(6).toString('hex')}`;
  const env: NodeJS.ProcessEnv = {
    ...{ PATH: process.env.PATH, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port) },
    ...{ DATABASE_URL: databaseUrl, REDIS_URL: `${world.redisUrl}/0`, SMTP_URL: receivers.smtpUrl },
    ...{ TEMPORAL_ADDRESS: world.temporalAddress, TASK_QUEUE: taskQueue, TOCSIN_TASK_QUEUE: taskQueue },
    ...{ SOURCE_SECRET: secret, ENDPOINT_SECRET: SECRET, ENDPOINT_URL: receivers.endpointUrl },
    ...{ BUSINESS_ID: rows?.businessId, SOURCE_ID: rows?.source.id, TOCSIN_ENCRYPTION_KEYS: ENCRYPTION_KEYS },
    ...{ PUBLIC_URL: 'http://tocsin.test', OUTBOUND_ALLOW: '127.0.0.1', MAIL_FROM: 'Shop <shop@test.example>' },
    // Nothing listens there.
    ...{ DODO_BASE_URL: 'http://127.0.0.1:1', STRIPE_BASE_URL: 'http://127.0.0.1:1' },
  };
  const parts = PARTS[name];
  // One after the other: the first makes the tables.
  const api = await ready(`${name} (api)`, profiled(name, 'api', parts.api), env);
  const worker = parts.worker && (await ready(`${name} (worker)`, profiled(name, 'worker', parts.worker), env));
  const source = { id: rows?.source.id ?? 'dodo', secret, kind: 'DODO' as const };
  return {
    ...{ name, source, databaseUrl, url: `http://127.0.0.1:${port}` },
    holdWorker: () => worker?.child.kill('SIGSTOP'),
    releaseWorker: () => worker?.child.kill('SIGCONT'),
    async stop() {
      for (const one of [api, worker]) one?.child.kill(PROFILE ? 'SIGTERM' : 'SIGKILL');
      await Promise.all([api.ended, worker?.ended]);
      await world.dropDatabase(databaseUrl);
    },
  };
}

const running = new Set<StartedProcess>();

/** Of a run that is cut short. */
export async function stopContestants(): Promise<void> {
  const left = [...running];
  for (const { child } of left) child.kill('SIGKILL');
  await Promise.all(left.map(({ ended }) => ended));
}

async function ready(name: string, args: string[], env: NodeJS.ProcessEnv): Promise<StartedProcess> {
  const started = startProcess(args, { env });
  running.add(started);
  void started.ended.then(() => running.delete(started));
  const ended = () => started.child.exitCode !== null;
  await eventually(`${name} to be ready`, async () => started.output().includes('READY') || ended(), START_MS);
  if (ended()) throw new Error(`${name} did not start: ${started.output()}`);
  return started;
}

/** One owner with an inbox and an e-mail, one endpoint that takes all, one source. */
async function addRows(databaseUrl: string, endpointUrl: string) {
  const dataSource = await createDataSource(databaseUrl, 2, BOX).initialize();
  try {
    await dataSource.runMigrations();
    const businessId = await addBusiness(dataSource);
    await addPerson(dataSource, businessId);
    const id = newId('destination');
    const sealedUrl = BOX.seal(endpointUrl, `destinations ${id}`);
    const sealedSecrets = [{ sealed: BOX.seal(SECRET, `destinations ${id}`), until: null }];
    const shop = {
      id,
      businessId,
      channel: 'WEBHOOK',
      label: 'shop',
      sealedUrl,
      urlHint: 'http://…',
      takesAll: true,
      sealedSecrets,
    };
    await dataSource.getRepository(EndpointDestination).insert(shop);
    return { businessId, source: await addSource(dataSource, businessId, 'DODO') };
  } finally {
    await dataSource.destroy();
  }
}
