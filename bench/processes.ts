/** The program as it is shipped, an API and a worker, as processes: what measures them takes nothing of their time. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../src/local/ports.js';
import { ENCRYPTION_KEYS } from '../test/support/database.js';
import { type StartedProcess, startProcess } from '../test/support/processes.js';
import { eventually } from '../test/support/program.js';

export interface Instance {
  url: string;
  /** Resident memory of the API, MB. */
  memory(): number;
  stop(): Promise<void>;
}

const TOCSIN = join(import.meta.dirname, '../src/tocsin.js');
const START_MS = 180_000;

export async function startInstance(databaseUrl: string): Promise<Instance> {
  const port = await freePort();
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: process.env.TEST_TEMPORAL_ADDRESS,
    TOCSIN_TASK_QUEUE: `bench-${randomBytes(6).toString('hex')}`,
    TOCSIN_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
    PUBLIC_URL: 'http://tocsin.test',
    HOST: '127.0.0.1',
    PORT: String(port),
    OUTBOUND_ALLOW: '127.0.0.1',
    // What the limits of one request allow is measured here, and not how seldom it may come.
    RATE_LIMIT_PER_MINUTE: '1000000',
  };
  const [api, worker] = (await Promise.all(['api', 'worker'].map((name) => ready(name, env)))) as [
    StartedProcess,
    StartedProcess,
  ];
  const memory = () =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${api.child.pid}/status`, 'utf8'))?.[1]) / 1_000;
  const stop = async () => {
    for (const { child } of [api, worker]) child.kill('SIGTERM');
    await Promise.all([api.ended, worker.ended]);
  };
  return { url: `http://127.0.0.1:${port}`, memory, stop };
}

async function ready(name: string, env: NodeJS.ProcessEnv): Promise<StartedProcess> {
  const started = startProcess(['--max-semi-space-size=32', TOCSIN, 'start', name], { env });
  const ended = () => started.child.exitCode !== null;
  await eventually(`${name} to be ready`, async () => started.output().includes('"READY"') || ended(), START_MS);
  if (ended()) throw new Error(`${name} did not start: ${started.output()}`);
  return started;
}
