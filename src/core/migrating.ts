/** Brings a database to this version, having looked first whether its user can: what is refused is refused before anything ran. */
import type { DataSource } from 'typeorm';
import { EXIT, FatalError } from '../platform/exit-codes.js';
import { faultText } from '../platform/fault-text.js';
import { listMigrations } from './data-source.js';

const LEAST_VERSION = 15;

interface MigratorRights {
  user: string;
  database: string;
  /** In which tables are made; null: the user has none. */
  schema: string | null;
  /** As 150004. */
  version: number;
  /** It may make tables there. */
  makesTables: boolean;
  /** It may make roles. */
  makesRoles: boolean;
  /** The role of the tenants is there. */
  hasRole: boolean;
  /** It may act as that role, or give itself the right to. */
  takesRole: boolean;
}

/** With `USAGE` alone a role's rights are there and the role itself cannot be taken, since PostgreSQL 16. */
const RIGHTS_OF_MIGRATOR = `
  SELECT current_user::text AS "user", current_database()::text AS database, current_schema()::text AS schema, version,
    coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) AS "makesTables",
    (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS "makesRoles",
    role.oid IS NOT NULL AS "hasRole",
    coalesce(pg_has_role(role.oid, CASE WHEN version >= 160000 THEN 'SET' ELSE 'MEMBER' END), false)
      OR coalesce(pg_has_role(role.oid, 'MEMBER WITH ADMIN OPTION'), false)
      OR (version < 160000 AND (SELECT rolcreaterole FROM pg_roles WHERE rolname = current_user)) AS "takesRole"
  FROM (SELECT current_setting('server_version_num')::int AS version) server
  LEFT JOIN pg_roles role ON role.rolname = 'tocsin_app'`;

/**
 * The names of those that ran. Each runs in a transaction of its own, and a second process waits for the end of the first one.
 * @throws a FatalError that says what to do
 */
export async function runMigrations(dataSource: DataSource): Promise<string[]> {
  // Held by the one connection, until its end.
  await dataSource.query("SELECT pg_advisory_lock(hashtext('tocsin.migrations'))");
  const toCome = (await listMigrations(dataSource)).filter(({ ran }) => !ran);
  if (toCome.length === 0) return [];
  const [rights] = await dataSource.query(RIGHTS_OF_MIGRATOR);
  const refusal = migrationRefusal(rights);
  if (refusal) throw new FatalError(`${refusal} Nothing was changed.`, EXIT.settings);
  try {
    return (await dataSource.runMigrations()).map(({ name }) => name);
  } catch (error) {
    throw await migrationFault(dataSource, toCome.length, error);
  }
}

function migrationRefusal({ user, database, schema, version, ...may }: MigratorRights): string | null {
  const [name, place] = [quotedIdentifier(user), quotedIdentifier(schema ?? 'public')];
  if (version < LEAST_VERSION * 10_000)
    return `PostgreSQL ${Math.floor(version / 10_000)} is too old: Tocsin needs ${LEAST_VERSION} or newer.`;
  if (!may.makesTables)
    return `The user of DATABASE_URL may not make tables: migrate as the owner of the database, or let an administrator run: ALTER DATABASE ${quotedIdentifier(database)} OWNER TO ${name}; GRANT USAGE, CREATE ON SCHEMA ${place} TO ${name};`;
  if (may.hasRole ? may.takesRole : may.makesRoles) return null;
  const make = may.hasRole ? '' : 'CREATE ROLE tocsin_app NOLOGIN; ';
  return `The user of DATABASE_URL may not ${may.hasRole ? 'act as the role tocsin_app' : 'make the role tocsin_app'}: let an administrator of PostgreSQL run: ${make}GRANT tocsin_app TO ${name} WITH ADMIN OPTION; then migrate again.`;
}

const quotedIdentifier = (name: string) => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

/** Which one did not run, and what is to do. Its own transaction was undone. */
async function migrationFault(dataSource: DataSource, count: number, error: unknown): Promise<FatalError> {
  const reason = faultText(error);
  const left = await listMigrations(dataSource).then(
    (all) => all.filter(({ ran }) => !ran),
    () => null,
  );
  if (left === null)
    return new FatalError(`PostgreSQL went away while it was migrated (${reason}): migrate again.`, EXIT.temporary);
  return new FatalError(
    `${left[0]?.name} did not run and left nothing behind: ${reason}. The ${count - left.length} before it ran. Mend that and migrate again; it goes on from there.`,
    EXIT.failed,
  );
}
