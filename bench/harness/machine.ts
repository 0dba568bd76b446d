import { execFile } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Machine } from './lane.js';
import type { World } from './world.js';

const run = promisify(execFile);

/** Where and with what it is measured. */
export async function machineOf({ postgresUrl, temporalVersion }: World): Promise<Machine> {
  const client = new pg.Client({ connectionString: postgresUrl });
  await client.connect();
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version').finally(() => client.end());
  const { stdout } = await run('redis-server', ['--version']);
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
    node: process.version,
    postgres: rows[0]?.server_version.split(' ')[0] ?? 'unknown',
    temporal: temporalVersion,
    redis: /v=(\S+)/.exec(stdout)?.[1] ?? 'unknown',
  };
}
