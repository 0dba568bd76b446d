/** PostgreSQL's own programs pg_dump and pg_restore: which of those on this machine fits a server, and how they are run. */
import { spawn } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentOfPrograms } from '../../platform/config.js';
import { CONNECT_LIMIT_MS } from '../../platform/connect-limit.js';
import { EXIT, FatalError } from '../../platform/exit-codes.js';
import { faultText } from '../../platform/fault-text.js';
import { runProgram } from '../../platform/run-program.js';
import { clearedBy } from '../interruption.js';

export interface PostgresTool {
  path: string;
  major: number;
}

type ToolName = 'pg_dump' | 'pg_restore';

/** Beside PATH: where packages of Debian, Red Hat and Homebrew put each major version. */
const HOMES = [
  { dir: '/usr/lib/postgresql', to: 'bin' },
  { dir: '/usr', only: /^pgsql-\d+$/, to: 'bin' },
  { dir: '/opt/homebrew/opt', only: /^(postgresql|libpq)/, to: 'bin' },
  { dir: '/usr/local/opt', only: /^(postgresql|libpq)/, to: 'bin' },
];

/** Those of this name, by their major version, the oldest first. */
async function findTools(name: ToolName): Promise<PostgresTool[]> {
  const homes = await Promise.all(
    HOMES.map(async ({ dir, only = /./, to }) => {
      const names = await readdir(dir).catch((): string[] => []);
      return names.filter((one) => only.test(one)).map((one) => join(dir, one, to, name));
    }),
  );
  const tools = await Promise.all(
    [name, ...homes.flat()].map(async (path) => {
      const { stdout } = await runProgram(path, ['--version']).catch(() => ({ stdout: '' }));
      const major = Number(/\(PostgreSQL\) (\d+)/.exec(stdout)?.[1]);
      return major > 0 ? [{ path, major }] : [];
    }),
  );
  return tools.flat().sort((a, b) => a.major - b.major);
}

/** Those that can talk to a server of this major version, the nearest first. @throws a FatalError where there is none. */
export async function toolsFor(name: ToolName, serverMajor: number): Promise<[PostgresTool, ...PostgresTool[]]> {
  const tools = await findTools(name);
  const [first, ...others] = tools.filter(({ major }) => major >= serverMajor);
  if (first) return [first, ...others];
  const newest = tools.at(-1);
  const found = newest ? `the newest ${name} here is of ${newest.major}` : `there is no ${name} here`;
  throw new FatalError(
    `The server is PostgreSQL ${serverMajor}, and ${found}: it must be of ${serverMajor} or newer. Install PostgreSQL's client programs ` +
      `(Debian: postgresql-client-${serverMajor}), or run this where they are.`,
    EXIT.failed,
  );
}

/** Parameters of a connection URL that libpq takes from its environment, too. */
const PARAMETERS: Record<string, string> = {
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  channel_binding: 'PGCHANNELBINDING',
  target_session_attrs: 'PGTARGETSESSIONATTRS',
  host: 'PGHOST',
  port: 'PGPORT',
};

/**
 * The environment in which a program of PostgreSQL reaches the database, and sees the rows of all tenants (docs/decisions/0006). Not by
 * arguments: those anybody on the machine can read.
 */
export function connectionEnvironment(databaseUrl: string): NodeJS.ProcessEnv {
  const url = new URL(databaseUrl);
  const own = {
    PGHOST: url.hostname.replace(/^\[|\]$/g, ''),
    PGPORT: url.port || '5432',
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    // As PostgreSQL has it where none is named.
    PGDATABASE: decodeURIComponent(url.pathname.slice(1) || url.username),
  };
  const given = Object.entries(PARAMETERS).flatMap(([name, variable]) => {
    const value = url.searchParams.get(name);
    return value === null ? [] : [[variable, value]];
  });
  const options = [url.searchParams.get('options'), '-c tocsin.scope=system'].filter(Boolean).join(' ');
  const stated = Object.entries({ ...own, ...Object.fromEntries(given) }).filter(([, value]) => value !== '');
  // Its sentences are shown, and its times are read: in English, in UTC.
  return {
    ...environmentOfPrograms(),
    LC_ALL: 'C',
    TZ: 'UTC',
    PGOPTIONS: options,
    PGCONNECT_TIMEOUT: String(CONNECT_LIMIT_MS / 1_000),
    ...Object.fromEntries(stated),
  };
}

/** Of what such a program complains, and what to do. */
const CURES: readonly (readonly [RegExp, string])[] = [
  [/permission denied/, '. Run this as the owner of the database.'],
  [/No space left/, '. Make room on that disk, and run this again.'],
];

/**
 * Runs one to its end. `onData` gets what it prints, as it comes.
 * @throws a FatalError with its own words where it fails, but for the data that they quote
 */
export async function runTool(
  { path }: PostgresTool,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  onData: (chunk: Buffer) => void = () => undefined,
): Promise<void> {
  const child = spawn(path, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stdout.on('data', onData);
  child.stderr.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk}`.slice(-4_000);
  });
  const ended = new Promise<number | string | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode, signal) => resolve(exitCode ?? signal));
  });
  const stop = () => void child.kill();
  const code = await clearedBy(stop, () => ended);
  if (code === 0) return;
  const [, cure] = CURES.find(([words]) => words.test(complaint)) ?? [null, ''];
  throw new FatalError(`${path} failed (${code}): ${complaintOf(complaint)}${cure}`, EXIT.failed);
}

/**
 * Of what such a program complained: its errors, without details and context, which quote rows, and without the value at the end of a
 * sentence (`invalid input syntax for type json: "…"`).
 */
export function complaintOf(said: string): string {
  const errors = said.split('\n').filter((line) => /^\S*pg_\w+: (error|fatal):/.test(line));
  const words = errors.map((line) => faultText(line.replace(/: ".*$/, ': "…"')));
  return words.join(' ') || 'it does not say why.';
}
