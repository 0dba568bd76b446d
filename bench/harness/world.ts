/** The servers that all lanes share: a durable PostgreSQL, Temporal on a file, Redis with its AOF, and the receivers. */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { startChild } from '../../src/local/child.js';
import { freePort, isListening } from '../../src/local/ports.js';
import { type LocalPostgres, startPostgres } from '../../src/local/postgres.js';
import { LocalError } from '../../src/local/steps.js';
import { makeDataFolder } from '../../test/support/folders.js';
import { withDatabase } from '../../test/support/global-setup.js';
import { eventually } from '../../test/support/program.js';
import { startTestTemporal, type TestTemporal } from '../../test/support/temporal-server.js';
import type { Later } from '../measurement.js';
import { Receivers } from './receivers.js';

/** Of a repository that is checked out: this file is run from `dist`. */
export const ROOT = join(import.meta.dirname, '../../..');
export const PEERS = join(ROOT, 'bench/peers');

export interface World {
  receivers: Receivers;
  redisUrl: string;
  /** Of its administrator. */
  postgresUrl: string;
  temporalVersion: string;
  temporalAddress: string;
  /** A new database, and its address. */
  addDatabase(): Promise<string>;
  dropDatabase(url: string): Promise<void>;
  stopTemporal(): Promise<void>;
  restartTemporal(): Promise<void>;
}

export async function startWorld(later: Later): Promise<World> {
  installPeers();
  const folder = await makeDataFolder('bench');
  later(() => rm(folder, { recursive: true, force: true }));
  const kept = async <Server extends { stop(): Promise<void> }>(starting: Promise<Server>): Promise<Server> => {
    const server = await starting;
    later(() => server.stop());
    return server;
  };
  const temporalAt = (port?: number) => kept(startTestTemporal({ dataDir: join(folder, 'temporal'), port }));
  const [postgres, temporal, redis, receivers] = await Promise.all([
    // Durable as PostgreSQL is by itself.
    kept(startPostgres({ dataDir: join(folder, 'postgres'), settings: { max_connections: '200' } })),
    temporalAt(),
    kept(startRedis(join(folder, 'redis'))),
    kept(Receivers.start()),
  ]);
  let running: TestTemporal = temporal;
  return {
    receivers,
    redisUrl: redis.url,
    postgresUrl: postgres.url,
    temporalVersion: await versionOf(temporal),
    temporalAddress: temporal.address,
    ...databasesOf(postgres),
    stopTemporal: () => running.stop(),
    async restartTemporal() {
      running = await temporalAt(Number(temporal.address.split(':')[1]));
    },
  };
}

/** They are no dependencies of the program: whoever measures installs them. */
function installPeers(): void {
  if (existsSync(join(PEERS, 'node_modules'))) return;
  console.log('Installing what others would use (bench/peers) …');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: PEERS, stdio: ['ignore', 'ignore', 'inherit'] });
}

function databasesOf({ url }: LocalPostgres) {
  const asAdmin = async (statement: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  return {
    async addDatabase() {
      const name = `bench_${randomBytes(6).toString('hex')}`;
      await asAdmin(`CREATE DATABASE ${name}`);
      return withDatabase(url, name);
    },
    dropDatabase: (of: string) => asAdmin(`DROP DATABASE ${new URL(of).pathname.slice(1)} WITH (FORCE)`),
  };
}

async function versionOf({ address }: TestTemporal): Promise<string> {
  const connection = await Connection.connect({ address });
  const { serverVersion } = await connection.workflowService.getSystemInfo({}).finally(() => connection.close());
  return serverVersion ?? 'unknown';
}

async function startRedis(dir: string): Promise<{ url: string; stop(): Promise<void> }> {
  await mkdir(dir);
  const port = await freePort();
  const args = ['--bind', '127.0.0.1', '--port', String(port), '--dir', dir, '--save', ''];
  const child = startChild({
    command: 'redis-server',
    args: [...args, '--appendonly', 'yes', '--appendfsync', 'everysec'],
    env: { PATH: process.env.PATH },
    runAs: null,
    stopSignals: [['SIGTERM', 10_000]],
    onLine: () => undefined,
  });
  const answers = eventually('Redis to listen', () => isListening(port));
  const failure = await Promise.race([answers.then(() => null), child.ended]);
  if (failure !== null)
    throw new LocalError(`Redis did not start: ${failure}`, 'Install it: apt-get install redis-server.');
  return { url: `redis://127.0.0.1:${port}`, stop: child.stop };
}
