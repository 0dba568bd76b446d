// The embedded PostgreSQL: a real cluster that keeps its data across restarts and survives our being killed.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, link, mkdir, readdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { runProgram } from '../platform/run-program.js';
import { type Child, endLeftover, type StopSignal, startChild } from './child.js';
import { isPortFree } from './launcher/port.js';
import { commandLine } from './launcher/processes.js';
import { makePassable, type RunAs, reachableHome, unprivileged } from './places.js';
import { freePort } from './ports.js';
import { findPostgresPrograms, type PostgresPrograms } from './postgres-programs.js';
import { LocalError } from './steps.js';

const DATABASE = 'tocsin';
const USER = 'postgres';
const READY = 'database system is ready to accept connections';
const READY_WAIT_MS = 120_000;
const ATTEMPTS = 20;
const RETRY_WAIT_MS = 250;

// Fast shutdown ends sessions and writes a checkpoint; immediate shutdown leaves the rest to the next start's recovery.
// https://www.postgresql.org/docs/18/server-shutdown.html
const STOP: readonly StopSignal[] = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 10_000],
];

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  // Lets tests and benchmarks count statements.
  shared_preload_libraries: 'pg_stat_statements',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // We wait for an English sentence in the log.
  lc_messages: 'C',
};

/** Shows in the server's command line which process started it; PostgreSQL takes any setting that has a dot in its name. */
const OWNER = { 'tocsin.owner': String(process.pid) };

/** What to start. */
export interface PostgresOptions {
  /** Folder of the cluster; made if missing. */
  dataDir: string;
  /** TCP port on 127.0.0.1; without it a free one is chosen and kept for the next start. */
  port?: number;
  /** Gets each line of the server's log and what we have to say. */
  log?: (line: string) => void;
  /** Server settings (postgresql.conf names) that win over ours. */
  settings?: Record<string, string>;
}

/** A running PostgreSQL. */
export interface LocalPostgres {
  /** `postgres://…/tocsin` with the cluster's superuser. */
  url: string;
  port: number;
  /** Fast shutdown; resolves when the server has ended. */
  stop(): Promise<void>;
}

interface Cluster {
  home: string;
  dir: string;
  runAs: RunAs | null;
  programs: PostgresPrograms;
  log: (line: string) => void;
}

/**
 * Starts PostgreSQL on 127.0.0.1 with a database `tocsin`; the first start makes the cluster (about 1 s). A server that a
 * killed run left behind is stopped first. Throws LocalError with a way out for what the user can mend.
 */
export async function startPostgres(options: PostgresOptions): Promise<LocalPostgres> {
  try {
    return await startCluster(options);
  } catch (error) {
    const { code, message, path } = error as NodeJS.ErrnoException;
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error;
    throw new LocalError(
      `The database in ${options.dataDir} can't be used: ${path ?? message} (${code}).`,
      'Run as the user who made it, or set TOCSIN_DATA_DIR to a folder that you may write to.',
    );
  }
}

async function startCluster(options: PostgresOptions): Promise<LocalPostgres> {
  const log = options.log ?? (() => undefined);
  await makePassable(resolve(options.dataDir));
  const home = await reachableHome(await realpath(options.dataDir), log);
  const dir = join(home, 'cluster');
  const runAs = await unprivileged(dir);
  const cluster: Cluster = { home, dir, runAs, programs: await findPostgresPrograms(runAs, log), log };
  await endOrphan(cluster);
  const exists = await clusterExists(cluster);
  const password = await clusterPassword(cluster, exists);
  if (!exists) await createCluster(cluster);
  const { child, port } = await startPostgresServer(cluster, options);
  try {
    await createDatabase(port, password);
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { url: `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`, port, stop: child.stop };
}

/** Ends the server of a killed run, which PostgreSQL's own lock file names and whose command line names the run. */
async function endOrphan({ dir, log }: Cluster): Promise<void> {
  const lockFile = join(dir, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(lockFile, 'utf8').catch(() => ''), 10);
  const command = Number.isNaN(pid) ? '' : commandLine(pid);
  if (command === '') return;
  const ownerPid = Number(/tocsin\.owner=(\d+)/.exec(command)?.[1]);
  if (await endLeftover({ what: 'PostgreSQL', pid, ownerPid, marker: `-D ${dir} `, stopSignals: STOP })) {
    log(`Stopped the PostgreSQL of an earlier run (process ${pid})`);
  } else {
    // The number now belongs to some other process, which PostgreSQL itself would take for a running server.
    await rm(lockFile, { force: true });
  }
}

/** The password of the superuser: random, one per cluster, in a file that only the cluster's user and root can read. */
async function clusterPassword({ home, dir, runAs }: Cluster, exists: boolean): Promise<string> {
  const file = join(home, 'password');
  if (!existsSync(file)) {
    if (exists) {
      throw new LocalError(
        `The password of the database in ${dir} is missing: ${file}`,
        `Put the file back, or remove ${home} to start with an empty database.`,
      );
    }
    // A link appears whole or not at all, and only for the first of two that start at once.
    const draft = `${file}.${process.pid}`;
    await writeFile(draft, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    if (runAs) await chown(draft, runAs.uid, runAs.gid);
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await rm(draft);
  }
  return (await readFile(file, 'utf8')).trim();
}

/** True if there is a cluster that we can run; one of another version is a LocalError. */
async function clusterExists({ dir, runAs, programs }: Cluster): Promise<boolean> {
  const version = await readFile(join(dir, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (version === null) return false;
  const { stdout } = await runProgram(programs.postgres, ['--version'], { cwd: '/', ...runAs });
  const major = /\d+/.exec(stdout)?.[0];
  if (version.trim() !== major) {
    throw new LocalError(
      `The database in ${dir} was made by PostgreSQL ${version.trim()}, and this is PostgreSQL ${major}.`,
      `Move that folder away to start with an empty database, or set DATABASE_URL to a server of that version.`,
    );
  }
  // Data copied by root belong to root, as whom PostgreSQL does not run.
  if (runAs && (await stat(dir)).uid === 0) await runProgram('chown', ['-R', `${runAs.uid}:${runAs.gid}`, dir]);
  return true;
}

/** Makes the cluster under another name first, so that one cut short is never taken for a whole one. */
async function createCluster({ home, dir, runAs, programs }: Cluster): Promise<void> {
  for (const name of await readdir(home)) {
    const maker = Number(/^new-cluster-(\d+)$/.exec(name)?.[1]);
    const abandoned = maker === process.pid || (maker > 0 && commandLine(maker) === '');
    if (abandoned) await rm(join(home, name), { recursive: true, force: true });
  }
  const unfinished = join(home, `new-cluster-${process.pid}`);
  await mkdir(unfinished, { mode: 0o700 });
  if (runAs) await chown(unfinished, runAs.uid, runAs.gid);
  const args = ['-D', unfinished, '-U', USER, '--pwfile', join(home, 'password'), '--auth=scram-sha-256'];
  // PostgreSQL's own C.UTF-8 sorts alike on every system.
  args.push('--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  try {
    await runProgram(programs.initdb, [...args, '--no-instructions'], { cwd: '/', env: serverEnv(), ...runAs });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new LocalError(
      `The database could not be made in ${home}: ${stderr?.trim() || message}`,
      'Mend that, or set DATABASE_URL to a PostgreSQL of your own (15 or newer).',
    );
  }
  await rename(unfinished, dir).catch(async (error: NodeJS.ErrnoException) => {
    // Another start was quicker; it has the same password.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    await rm(unfinished, { recursive: true, force: true });
  });
}

/** Nothing of ours: neither PG* variables that would change the server nor our secrets. */
function serverEnv(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C' };
}

async function startPostgresServer(
  cluster: Cluster,
  options: PostgresOptions,
): Promise<{ child: Child; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = await choosePostgresPort(cluster.home, options.port);
    const { child, failure } = await launch(cluster, port, options.settings);
    if (failure === null) {
      await writeFile(portFile(cluster.home), `${port}\n`);
      return { child, port };
    }
    // Somebody was quicker with the port, or the last processes of a killed server are just ending.
    const passes = /could not bind|is still in use|lock file .* already exists/.test(failure);
    if (!passes || attempt === ATTEMPTS) throw failedStart(cluster, failure);
    await sleep(RETRY_WAIT_MS);
    await endOrphan(cluster);
  }
}

function failedStart({ dir }: Cluster, failure: string): LocalError {
  const fatal = failure.split('\n').filter((line) => /FATAL|PANIC|ERROR/.test(line));
  return new LocalError(
    `PostgreSQL did not start on ${dir}: ${fatal.join(' ') || failure}`,
    'Mend that, or set DATABASE_URL to a PostgreSQL of your own (15 or newer).',
  );
}

function portFile(home: string): string {
  return join(home, 'port');
}

async function choosePostgresPort(home: string, given: number | undefined): Promise<number> {
  if (given === undefined) {
    const remembered = Number(await readFile(portFile(home), 'utf8').catch(() => ''));
    return freePort(remembered || undefined);
  }
  if (await isPortFree(given)) return given;
  throw new LocalError(
    `Port ${given}, which PostgreSQL shall use, is taken.`,
    'End the program that listens there, choose another port, or set DATABASE_URL to a PostgreSQL that already runs.',
  );
}

/** Starts the server once; `failure` is null when it accepts connections, else the end of its log. */
async function launch(
  { dir, runAs, programs, log }: Cluster,
  port: number,
  settings: Record<string, string> = {},
): Promise<{ child: Child; failure: string | null }> {
  let onReady: (outcome: null) => void = () => undefined;
  const ready = new Promise<null>((done) => {
    onReady = done;
  });
  const child = startChild({
    command: programs.postgres,
    args: ['-D', dir, '-p', String(port), ...settingArguments({ ...SETTINGS, ...settings, ...OWNER })],
    env: serverEnv(),
    runAs,
    stopSignals: STOP,
    onLine: (line) => {
      log(line);
      if (line.includes(READY)) onReady(null);
    },
  });
  const timer = new AbortController();
  const late = sleep(READY_WAIT_MS, 'It was not ready in time.', { signal: timer.signal }).catch(() => '');
  const failure = await Promise.race([ready, child.ended, late]);
  timer.abort();
  if (failure !== null) await child.stop();
  return { child, failure };
}

function settingArguments(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function createDatabase(port: number, password: string): Promise<void> {
  const client = new pg.Client({ host: '127.0.0.1', port, user: USER, password, database: 'postgres' });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (!rowCount) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
