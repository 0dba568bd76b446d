/** Brings a database to this version, having looked first whether its user can: what is refused is refused before anything ran. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { unavailabilityOf } from '../platform/database/database-errors.js';
import { EXIT, FatalError } from '../platform/exit-codes.js';
import { faultText, isOfPostgres } from '../platform/fault-text.js';
import { listMigrations } from './data-source.js';

const LEAST_VERSION = 15;

interface MigratorRights {
  user: string;
  database: string;
  /** In which tables are made; null: the user has none. */
  schema: string | null;
  /** As 150004. */
  version: number;
  /** It takes no changes: a standby, or a setting. */
  fixed: boolean;
  /** It may make tables there. */
  makesTables: boolean;
  /** It may make roles. */
  makesRoles: boolean;
  /** The role of the tenants is there. */
  hasRole: boolean;
  /** It may act as that role, or give itself the right to. */
  takesRole: boolean;
  /** Tables of something else, some of them, where none of ours is there. */
  strangers: string[];
}

/** With `USAGE` alone a role's rights are there and the role itself cannot be taken, since PostgreSQL 16. */
const RIGHTS_OF_MIGRATOR = `
  SELECT current_user::text AS "user", current_database()::text AS database, current_schema()::text AS schema, version,
    current_setting('transaction_read_only')::boolean AS fixed,
    coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS "makesTables",
    (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS "makesRoles",
    role.oid IS NOT NULL AS "hasRole",
    coalesce(pg_has_role(role.oid, CASE WHEN version >= 160000 THEN 'SET' ELSE 'MEMBER' END), false)
      OR coalesce(pg_has_role(role.oid, 'MEMBER WITH ADMIN OPTION'), false)
      OR (version < 160000 AND (SELECT rolcreaterole FROM pg_roles WHERE rolname = current_user)) AS "takesRole",
    ARRAY(SELECT c.relname::text FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
      AND c.relname <> 'migrations' AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.objid = c.oid AND e.deptype = 'e') ORDER BY 1 LIMIT 3) AS strangers
  FROM (SELECT current_setting('server_version_num')::int AS version) server
  LEFT JOIN pg_roles role ON role.rolname = 'tocsin_app'`;

/** Whoever waits for a lock holds up all who come behind, webhooks among them: it is asked for again and again, a moment each. */
const LOCK_MS = 2_000;

export interface MigrateOptions {
  /** Hears what is waited for: a sentence. */
  say(what: string): void;
  /** How long a migration waits, all in all, for others to let go of a table, ms. */
  patienceMs: number;
  /** Between two tries, ms. */
  pauseMs: number;
}

/**
 * The names of those that ran. Each runs in a transaction of its own, and a second process waits for the end of the first one.
 * @throws a FatalError that says what to do
 */
export async function runMigrations(dataSource: DataSource, options: MigrateOptions): Promise<string[]> {
  // A limit that the user of the database has is for what programs ask.
  await dataSource.query('SET statement_timeout = 0');
  await takeTurn(dataSource, options);
  const all = await listMigrations(dataSource);
  const toCome = all.filter(({ ran }) => !ran);
  if (toCome.length === 0) return [];
  const [rights] = await dataSource.query(RIGHTS_OF_MIGRATOR);
  const refusal = migrationRefusal(toCome.length === all.length ? rights : { ...rights, strangers: [] });
  if (refusal) throw new FatalError(`${refusal} Nothing was changed.`, EXIT.settings);
  await dataSource.query(`SET lock_timeout = ${LOCK_MS}`);
  for (let leftMs = options.patienceMs; ; leftMs -= LOCK_MS + options.pauseMs) {
    try {
      await dataSource.runMigrations();
      return toCome.map(({ name }) => name);
    } catch (error) {
      if (!isLocked(error)) throw await migrationFault(dataSource, toCome.length, error);
      const held = `${await firstToCome(dataSource)} needs a table that others use${await longestOpen(dataSource)}`;
      if (leftMs <= 0)
        throw new FatalError(`${held}. What ran before it stays: migrate again once that is over.`, EXIT.temporary);
      options.say(`${held}: trying again until they let go.`);
      await sleep(options.pauseMs);
    }
  }
}

/** A lock that the one connection holds until its end. */
async function takeTurn(dataSource: DataSource, { say }: MigrateOptions): Promise<void> {
  const key = "hashtext('tocsin.migrations')";
  const [{ mine }] = await dataSource.query(`SELECT pg_try_advisory_lock(${key}) AS mine`);
  if (mine) return;
  say('Another run of "tocsin migrate" is at work on this database: waiting for its end.');
  await dataSource.query(`SELECT pg_advisory_lock(${key})`);
}

/** SQLSTATE: the lock was not to be had in time. */
const isLocked = (error: unknown) => isOfPostgres(error) && error.code === '55P03';

async function firstToCome(dataSource: DataSource): Promise<string> {
  return (await listMigrations(dataSource)).find(({ ran }) => !ran)?.name ?? 'A migration';
}

/**
 * Who holds a table for long, the first of them: a dump, a question of minutes, a session that somebody forgot. Of sessions of another
 * user PostgreSQL tells only their numbers, unless who asks may see more.
 */
async function longestOpen(dataSource: DataSource): Promise<string> {
  const [oldest] = await dataSource.query(`
    SELECT pid, application_name AS name, extract(epoch FROM now() - xact_start)::integer AS seconds FROM pg_stat_activity
    WHERE pid IN (SELECT l.pid FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
        WHERE l.granted AND l.pid <> pg_backend_pid() AND c.relnamespace = current_schema()::regnamespace)
      AND datname = current_database() AND coalesce(xact_start < now() - interval '${LOCK_MS} milliseconds', true)
    ORDER BY xact_start NULLS LAST LIMIT 1`);
  if (!oldest) return '';
  const { pid, name, seconds } = oldest;
  return ` (${name || 'somebody'}, process ${pid} of PostgreSQL${seconds === null ? '' : `, for ${seconds} s`})`;
}

function migrationRefusal({
  user,
  database,
  schema,
  version,
  fixed,
  strangers,
  ...may
}: MigratorRights): string | null {
  const [name, place] = [quotedIdentifier(user), quotedIdentifier(schema ?? 'public')];
  if (version < LEAST_VERSION * 10_000)
    return `PostgreSQL ${Math.floor(version / 10_000)} is too old: Tocsin needs ${LEAST_VERSION} or newer.`;
  if (fixed)
    return `PostgreSQL at DATABASE_URL takes no changes, as a standby does: name the one that does. If this is it: ALTER DATABASE ${quotedIdentifier(database)} RESET default_transaction_read_only; ALTER ROLE ${name} RESET default_transaction_read_only;`;
  if (strangers.length > 0)
    return `The database ${quotedIdentifier(database)} at DATABASE_URL has tables of something else (${strangers.join(', ')}): name an empty one. CREATE DATABASE tocsin; makes one.`;
  if (!may.makesTables)
    return `The user of DATABASE_URL may not make tables: migrate as the owner of the database, or let an administrator run: ALTER DATABASE ${quotedIdentifier(database)} OWNER TO ${name}; GRANT USAGE, CREATE ON SCHEMA ${place} TO ${name};`;
  if (may.hasRole ? may.takesRole : may.makesRoles) return null;
  const make = may.hasRole ? '' : 'CREATE ROLE tocsin_app NOLOGIN; ';
  return `The user of DATABASE_URL may not ${may.hasRole ? 'act as the role tocsin_app' : 'make the role tocsin_app'}: let an administrator of PostgreSQL run: ${make}GRANT tocsin_app TO ${name} WITH ADMIN OPTION; then migrate again.`;
}

const quotedIdentifier = (name: string) => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

/** The connection was lost, also to a server that is back already. */
const hasLostConnection = (error: unknown) =>
  isOfPostgres(error) ? /^(08|57P0)/.test(error.code) : unavailabilityOf(error) !== null;

/** Which one did not run, and what is to do. Its own transaction was undone. */
async function migrationFault(dataSource: DataSource, count: number, error: unknown): Promise<FatalError> {
  const reason = faultText(error);
  const left = await listMigrations(dataSource).then(
    (all) => all.filter(({ ran }) => !ran),
    () => null,
  );
  if (left === null || hasLostConnection(error))
    return new FatalError(`PostgreSQL went away while it was migrated (${reason}): migrate again.`, EXIT.temporary);
  return new FatalError(
    `${left[0]?.name} did not run and left nothing behind: ${reason}. The ${count - left.length} before it ran. Mend that and migrate again; it goes on from there.`,
    EXIT.failed,
  );
}
