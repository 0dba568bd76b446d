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
  /** Resident memory of its processes, MB. */
  memory(): { api: number; worker: number };
  stop(): Promise<void>;
}

/** This build. */
export const TOCSIN = join(import.meta.dirname, '../src/tocsin.js');
/** As `npm start` starts Node. */
export const SHIPPED = ['--max-semi-space-size=16', '--heap-growing-percent=100', '--v8-pool-size=0'];
const START_MS = 180_000;

export async function startInstance(databaseUrl: string, more: NodeJS.ProcessEnv = {}): Promise<Instance> {
  const port = await freePort();
  const env = {
    ...production(),
    ...more,
    DATABASE_URL: databaseUrl,
    TOCSIN_TASK_QUEUE: `bench-${randomBytes(6).toString('hex')}`,
    PORT: String(port),
  };
  const [api, worker] = (await Promise.all(['api', 'worker'].map((name) => ready(name, env)))) as [
    StartedProcess,
    StartedProcess,
  ];
  const memoryOf = ({ child }: StartedProcess) =>
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1_024;
  const memory = () => ({ api: memoryOf(api), worker: memoryOf(worker) });
  const stop = async () => {
    for (const { child } of [api, worker]) child.kill('SIGTERM');
    await Promise.all([api.ended, worker.ended]);
  };
  return { url: `http://127.0.0.1:${port}`, memory, stop };
}

const production = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  NODE_ENV: 'production',
  TEMPORAL_ADDRESS: process.env.TEST_TEMPORAL_ADDRESS,
  TOCSIN_ENCRYPTION_KEYS: ENCRYPTION_KEYS,
  PUBLIC_URL: 'http://tocsin.test',
  HOST: '127.0.0.1',
  OUTBOUND_ALLOW: '127.0.0.1',
  // What the limits of one request allow is measured here, and not how seldom it may come.
  RATE_LIMIT_PER_MINUTE: '1000000',
});

export interface RestartedProcess {
  name: string;
  /** 0 for a worker. */
  port: number;
  operationsPort: number;
  /**
   * Ends it by SIGTERM and starts it anew, where a program is named with that one.
   * @returns the code that it ended with, and how long that took, milliseconds
   */
  restart(program?: string): Promise<{ code: number | null; ms: number }>;
  /** By SIGKILL. */
  kill(): Promise<void>;
  /** Anew, after it was killed. @throws if it ends before it is ready */
  start(): Promise<void>;
  isRunning(): boolean;
  stop(): Promise<void>;
  /** All that it has said since it was started last. */
  output(): string;
}

export async function startRestartable(
  kind: 'api' | 'worker',
  more: NodeJS.ProcessEnv,
  first = TOCSIN,
): Promise<RestartedProcess> {
  const [port, operationsPort] = [kind === 'api' ? await freePort() : 0, await freePort()];
  const env = { ...production(), ...more, PORT: String(port), OPERATIONS_PORT: String(operationsPort) };
  let running = await ready(kind, env, first);
  const end = async (signal: NodeJS.Signals) => {
    const begun = performance.now();
    running.child.kill(signal);
    return { code: await running.ended, ms: performance.now() - begun };
  };
  const start = async (program = first) => {
    running = await ready(kind, env, program);
  };
  return {
    ...{ name: `${kind} at ${operationsPort}`, port, operationsPort, start },
    restart: async (program) => {
      const ended = await end('SIGTERM');
      await start(program);
      return ended;
    },
    kill: async () => void (await end('SIGKILL')),
    isRunning: () => isRunning(running),
    stop: async () => void (await end('SIGTERM')),
    output: () => running.output(),
  };
}

/** One of its commands that ends. */
export async function runTocsin(
  args: readonly string[],
  more: NodeJS.ProcessEnv,
): Promise<{ code: number | null; output: string }> {
  const started = startProcess([TOCSIN, ...args], { env: { ...production(), TOCSIN_LOG: 'warn', ...more } });
  return { code: await started.ended, output: started.output() };
}

/** Runs the migrations of a build. @returns what it said */
export async function migrate(program: string, databaseUrl: string): Promise<string> {
  const started = startProcess([program, 'migrate'], { env: { ...production(), DATABASE_URL: databaseUrl } });
  if ((await started.ended) !== 0) throw new Error(`migrate: ${started.output()}`);
  return started.output().trim();
}

const ready = (name: string, env: NodeJS.ProcessEnv, program = TOCSIN): Promise<StartedProcess> =>
  startReady(name, [...SHIPPED, program, 'start', name], env);

/**
 * One that says READY: in a line of our log, or as a line of its own.
 * @param args of Node
 * @throws if it ends before, or takes too long
 */
export async function startReady(name: string, args: string[], env: NodeJS.ProcessEnv): Promise<StartedProcess> {
  const started = startProcess(args, { env });
  // A measurement that fails leaves none behind.
  const endWithUs = () => void started.child.kill('SIGKILL');
  process.once('exit', endWithUs);
  void started.ended.then(() => process.off('exit', endWithUs));
  const isReady = async () => /"READY"|^READY$/m.test(started.output()) || !isRunning(started);
  await eventually(`${name} to be ready`, isReady, START_MS);
  if (!isRunning(started)) throw new Error(`${name} did not start: ${started.output()}`);
  return started;
}

const isRunning = ({ child }: StartedProcess) => child.exitCode === null && child.signalCode === null;
