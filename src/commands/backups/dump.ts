/** A database in one file, by pg_dump: written, read back, and brought into an empty database. */
import { rmSync } from 'node:fs';
import { chmod, link, open, stat } from 'node:fs/promises';
import pg from 'pg';
import { CONNECT_LIMIT_MS } from '../../platform/connect-limit.js';
import { connectionFault } from '../../platform/database/connection-faults.js';
import { NOT_PERMITTED } from '../../platform/database/database-errors.js';
import { withPlainTlsMode } from '../../platform/database/tls-mode.js';
import { EXIT, FatalError } from '../../platform/exit-codes.js';
import { faultText, isOfPostgres } from '../../platform/fault-text.js';
import { clearedBy, sayInstead } from '../interruption.js';
import { connectionEnvironment, type PostgresTool, runTool, toolsFor } from './postgres-tools.js';
import { countDumpedRows, countRows, expectSameRows, totalOf } from './rows.js';

export interface Dumped {
  file: string;
  bytes: number;
  tables: number;
  rows: number;
  /** The moment that it shows. */
  at: Date;
  server: string;
}

/**
 * All of it as it is at one moment, whatever goes on meanwhile. The file gets its name when all its rows were read back.
 * @throws a FatalError where the file is there, where no pg_dump fits, or where a row is missing
 */
export async function dumpDatabase(databaseUrl: string, file: string): Promise<Dumped> {
  if (await stat(file).catch(() => null)) throw alreadyThere(file);
  const draft = `${file}.part`;
  const clear = () => rmSync(draft, { force: true });
  // The pg_dump of a killed one may still write to what it left: another file of this name is none of its.
  clear();
  await (await open(draft, 'wx', 0o600)).close();
  try {
    const dumped = await clearedBy(clear, () =>
      withSystemClient(databaseUrl, (client) => dumpTo(client, databaseUrl, draft)),
    );
    await chmod(draft, 0o600);
    // Unlike a rename, it never takes the place of another file.
    await link(draft, file).catch(() => {
      throw alreadyThere(file);
    });
    return { ...dumped, file };
  } finally {
    clear();
  }
}

const alreadyThere = (file: string) =>
  new FatalError(`${file} is there already, and a backup is never overwritten: name another file.`, EXIT.failed);

async function withSystemClient<Result>(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const connectionString = withPlainTlsMode(databaseUrl);
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: CONNECT_LIMIT_MS });
  // Lost in the middle: the statement under way says so, or the next one.
  client.on('error', () => undefined);
  await client.connect().catch((error: unknown) => {
    throw connectionFault(error, databaseUrl, CONNECT_LIMIT_MS);
  });
  try {
    await client.query("SET tocsin.scope = 'system'; SET statement_timeout = 0");
    return await work(client);
  } finally {
    await client.end();
  }
}

async function dumpTo(client: pg.Client, databaseUrl: string, draft: string): Promise<Omit<Dumped, 'file'>> {
  const { major, version } = await serverOf(client);
  const [tool] = await toolsFor('pg_dump', major);
  if ((await countRows(client)).size === 0)
    throw new FatalError(
      'The database at DATABASE_URL has no tables: name the one that Tocsin works with, as its owner.',
      EXIT.settings,
    );
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const { rows } = await client.query<{ snapshot: string; at: Date }>(
    'SELECT pg_export_snapshot() AS snapshot, now() AS at',
  );
  const [{ snapshot, at }] = rows as [{ snapshot: string; at: Date }];
  const env = connectionEnvironment(databaseUrl);
  const args = [
    '--format=custom',
    '--no-password',
    '--enable-row-security',
    `--snapshot=${snapshot}`,
    `--file=${draft}`,
  ];
  await runTool(tool, args, env);
  const counts = await countRows(client);
  await client.query('COMMIT');
  const dumped = await countDumpedRows((await toolsFor('pg_restore', tool.major))[0], draft, env);
  expectSameRows(counts, dumped, 'What pg_dump wrote');
  const { size } = await stat(draft);
  return { bytes: size, tables: counts.size, rows: totalOf(counts), at, server: version };
}

async function serverOf(client: pg.Client): Promise<{ major: number; version: string }> {
  const { rows } = await client.query<{ server_version: string }>('SHOW server_version');
  const version = rows[0]?.server_version ?? '';
  return { major: Number.parseInt(version, 10), version };
}

export interface Restored {
  tables: number;
  rows: number;
  /** ISO 8601: when the dump was begun. */
  at: string;
}

/** All or nothing. @throws a FatalError where the database has tables already, where the role is missing, or a row. */
export async function restoreDatabase(databaseUrl: string, file: string): Promise<Restored> {
  const env = connectionEnvironment(databaseUrl);
  return withSystemClient(databaseUrl, async (client) => {
    if ((await countRows(client)).size > 0)
      throw new FatalError(
        'The database at DATABASE_URL has tables already, and a restore never overwrites: make an empty one (createdb), and name it there.',
        EXIT.failed,
      );
    await expectNoRestore(client);
    const { tool, at } = await readerOf(file, (await serverOf(client)).major, env);
    await makeRole(client);
    const where = ['--single-transaction', '--exit-on-error', '--no-password', `--dbname=${env.PGDATABASE}`];
    // The owner is who restores; comments of extensions are the administrator's.
    await runTool(tool, [...where, '--no-owner', '--no-comments', file], env);
    sayInstead(
      'The backup is restored; that all its rows are there was not looked at to the end. Go on with tocsin migrate, or restore it into another empty database.',
    );
    const restored = await countRows(client);
    expectSameRows(await countDumpedRows(tool, file, env), restored, 'The restored database');
    return { tables: restored.size, rows: totalOf(restored), at };
  });
}

/** Where this command was killed, its pg_restore goes on: its tables are seen only once it is done. */
async function expectNoRestore(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ pid: number }>(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pg_restore'",
  );
  const [other] = rows;
  if (other)
    throw new FatalError(
      `Another restore is at work in the database at DATABASE_URL; wait for its end, or end it: SELECT pg_terminate_backend(${other.pid}), which leaves nothing of it.`,
      EXIT.failed,
    );
}

/** The pg_restore that can read the file, and speaks no newer language than it must to the server. */
async function readerOf(
  file: string,
  serverMajor: number,
  env: NodeJS.ProcessEnv,
): Promise<{ tool: PostgresTool; at: string }> {
  let failure = '';
  for (const tool of await toolsFor('pg_restore', serverMajor)) {
    try {
      let list = '';
      await runTool(tool, ['--list', file], env, (chunk) => {
        list += chunk;
      });
      return { tool, at: createdAt(list) };
    } catch (error) {
      failure = error instanceof FatalError ? error.message : faultText(error);
    }
  }
  throw new FatalError(
    `${file} cannot be read; name a whole file that "tocsin backup" wrote. (${failure})`,
    EXIT.failed,
  );
}

/** `; Archive created at 2026-11-28 21:00:00 UTC`: the second is rounded up, so that nothing in it was made later. */
function createdAt(list: string): string {
  const [, day, time] = /Archive created at (\S+) (\S+) UTC/.exec(list) ?? [];
  return new Date(Date.parse(`${day}T${time}Z`) + 1_000).toISOString();
}

/** Roles are the server's, and in no dump: the tenants' one (docs/decisions/0006) is made where it is missing. */
async function makeRole(client: pg.Client): Promise<void> {
  try {
    const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = 'tocsin_app'");
    if (!rowCount) await client.query('CREATE ROLE tocsin_app NOLOGIN NOSUPERUSER NOBYPASSRLS');
    const { rows } = await client.query<{ member: boolean }>("SELECT pg_has_role('tocsin_app', 'MEMBER') AS member");
    if (!rows[0]?.member) await client.query('GRANT tocsin_app TO CURRENT_USER');
  } catch (error) {
    if (!isOfPostgres(error) || error.code !== NOT_PERMITTED) throw error;
    throw new FatalError(
      `The user of DATABASE_URL may not make the role tocsin_app (${faultText(error)}): let an administrator of PostgreSQL run ` +
        '"CREATE ROLE tocsin_app NOLOGIN", and "GRANT tocsin_app TO" that user, and restore again.',
      EXIT.failed,
    );
  }
}
