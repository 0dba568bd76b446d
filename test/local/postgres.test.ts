import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { type LocalPostgres, type PostgresOptions, startPostgres } from '../../src/local/postgres.js';
import { LocalError } from '../../src/local/steps.js';
import { makeDataFolder } from '../support/folders.js';

const RUN = join(import.meta.dirname, 'postgres-run.js');
const started: LocalPostgres[] = [];
let parent = '';
let dataDir = '';

async function start(options: Partial<PostgresOptions> = {}): Promise<LocalPostgres> {
  const server = await startPostgres({ dataDir, ...options });
  started.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end();
  }
}

beforeEach(async () => {
  parent = await makeDataFolder('postgres');
  dataDir = join(parent, 'postgres');
});

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
  await rm(parent, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  it('keeps data, port and password over a restart', async () => {
    const first = await start();
    expect(await query(first.url, 'SELECT 1')).toEqual([1]);
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    await first.stop();

    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([42]);
  });

  it('is set up as we need it, and takes settings', async () => {
    const { url } = await start({ settings: { work_mem: '5MB' } });
    expect(await query(url, 'SHOW fsync')).toEqual(['on']);
    expect(await query(url, 'SHOW max_connections')).toEqual(['100']);
    expect(await query(url, 'SHOW listen_addresses')).toEqual(['127.0.0.1']);
    expect(await query(url, 'SHOW work_mem')).toEqual(['5MB']);
    expect(await query(url, 'SHOW server_encoding')).toEqual(['UTF8']);
    expect(await query(url, 'SELECT datlocale FROM pg_database WHERE datname = current_database()')).toEqual([
      'C.UTF-8',
    ]);
    await query(url, 'CREATE EXTENSION pg_stat_statements');
    expect(await query(url, 'SELECT count(*) > 0 FROM pg_stat_statements')).toEqual([true]);
  });

  it('keeps its password in a file for its own user, and asks for it', async () => {
    const { url, port } = await start();
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
    expect((await readFile(join(dataDir, 'password'), 'utf8')).trim()).toBe(new URL(url).password);
    await expect(query(`postgres://postgres:wrong@127.0.0.1:${port}/tocsin`, 'SELECT 1')).rejects.toThrow(/password/);
  });

  it('takes over from a run that was killed', async () => {
    const run = spawn(process.execPath, [RUN, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(run.stdout, 'data')) as [Buffer];
    const orphanUrl = line.toString().trim();
    await query(orphanUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    // While that run lives, its server is not ours to stop.
    await expect(start()).rejects.toThrow(/already running, for process/);

    run.kill('SIGKILL');
    await once(run, 'exit');
    expect(await query(orphanUrl, 'SELECT 1')).toEqual([1]);
    const log: string[] = [];
    const { url } = await start({ log: (entry) => log.push(entry) });
    expect(await query(url, 'SELECT answer FROM kept')).toEqual([42]);
    expect(log.join('\n')).toMatch(/Stopped the PostgreSQL of an earlier run/);
  });

  it('starts over a stale lock file whose process id now belongs to somebody else', async () => {
    const { url, stop } = await start();
    await stop();
    await writeFile(join(dataDir, 'cluster', 'postmaster.pid'), `${process.pid}\n`);
    await start();
    expect(await query(url, 'SELECT 1')).toEqual([1]);
  });

  it('says what to do when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const failure = await start({ port }).catch((error: unknown) => error);
    other.close();
    expect(failure).toBeInstanceOf(LocalError);
    expect((failure as LocalError).message).toContain(`Port ${port}`);
    expect((failure as LocalError).wayOut).toContain('DATABASE_URL');
  });
});
