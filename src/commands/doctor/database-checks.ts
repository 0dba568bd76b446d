/** PostgreSQL: there, of this version, with the rights that the second wall between businesses rests on (docs/decisions/0006). */
import { listLaterMigrations, listMigrations, openDataSource } from '../../core/data-source.js';
import { FatalError } from '../../platform/exit-codes.js';
import { type Finding, fail, faultFinding, ok, warn } from './check.js';
import { type DoctorCheck, there } from './context.js';

const LEAST_VERSION = 15;
/** What an API holds at most, and a worker. */
const [OF_API, OF_WORKER] = [22, 11];

const SERVER = `
  SELECT current_setting('server_version') AS version, current_setting('server_encoding') AS encoding,
    current_setting('transaction_read_only')::boolean AS fixed`;

const database: DoctorCheck = {
  id: 'database',
  title: 'PostgreSQL',
  needs: ['settings'],
  async run(context) {
    try {
      context.dataSource = await openDataSource(there(context.found).config.databaseUrl.reveal(), 1);
    } catch (error) {
      if (!(error instanceof FatalError)) throw error;
      return faultFinding(error, 'Start it; nothing works without it.');
    }
    const [{ version, encoding, fixed }] = await context.dataSource.query(SERVER);
    if (Number.parseInt(version, 10) < LEAST_VERSION)
      return fail(`It is PostgreSQL ${version}.`, `Upgrade it to ${LEAST_VERSION} or newer.`);
    if (encoding !== 'UTF8')
      return fail(
        `It keeps texts in ${encoding}, which has no place for most letters.`,
        "Make another database: CREATE DATABASE tocsin OWNER … ENCODING 'UTF8' TEMPLATE template0; and name it in DATABASE_URL.",
      );
    if (fixed)
      return fail(
        `PostgreSQL ${version} answers, and takes no changes, as a standby does.`,
        'Name the one that takes them in DATABASE_URL. If this is it: ALTER DATABASE … RESET default_transaction_read_only;',
      );
    return ok(`PostgreSQL ${version} answers.`);
  },
};

const migrations: DoctorCheck = {
  id: 'migrations',
  title: 'Migrations',
  needs: ['role'],
  async run({ dataSource }) {
    const all = await listMigrations(there(dataSource));
    const toCome = all.filter(({ ran }) => !ran);
    if (toCome.length === 0) return beyond(all.length, await listLaterMigrations(there(dataSource)));
    return fail(
      `${toCome.length} of ${all.length} are to come, from ${toCome[0]?.name} on.`,
      'As the owner of the database: npx tocsin migrate',
    );
  },
};

function beyond(count: number, later: readonly string[]): Finding {
  if (later.length === 0) return ok(`All ${count} ran.`);
  return warn(
    `All ${count} ran, and of a newer version ${later.join(', ')}.`,
    'Go on with the upgrade, or with the way back (deploy/README.md): processes of this version work beside the next one alone.',
  );
}

const ROLE = `
  SELECT login.rolname AS login, login.rolsuper OR login.rolbypassrls AS unbound,
    app.rolsuper OR app.rolbypassrls AS "appUnbound", app.rolcanlogin AS "appLogsIn",
    pg_has_role(app.oid, CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) AS acts,
    EXISTS (SELECT FROM pg_class WHERE relowner = app.oid AND relnamespace = current_schema()::regnamespace) AS "appOwns"
  FROM pg_roles login LEFT JOIN pg_roles app ON app.rolname = 'tocsin_app' WHERE login.rolname = current_user`;

const role: DoctorCheck = {
  id: 'role',
  title: 'Role of the tenants',
  needs: ['database'],
  async run({ dataSource }) {
    const [{ login, unbound, appUnbound, appOwns, acts }] = await there(dataSource).query(ROLE);
    if (acts === null)
      return fail(
        'There is no role tocsin_app.',
        'As the owner of the database: npx tocsin migrate; if it was dropped: CREATE ROLE tocsin_app NOLOGIN; and restore its grants.',
      );
    if (!acts)
      return fail(`The user ${login} may not act as tocsin_app.`, `As an administrator: GRANT tocsin_app TO ${login};`);
    if (appUnbound)
      return fail(
        'tocsin_app is a superuser or has BYPASSRLS: no business is kept from the rows of others.',
        'As an administrator: ALTER ROLE tocsin_app NOSUPERUSER NOBYPASSRLS;',
      );
    if (appOwns)
      return fail(
        'tocsin_app owns tables, so it may lift the rules that bind it.',
        'As an administrator: REASSIGN OWNED BY tocsin_app TO the owner of the database;',
      );
    if (unbound)
      return warn(
        `The processes log in as ${login}, who is a superuser or has BYPASSRLS.`,
        "Let them log in as a user of their own: CREATE ROLE tocsin LOGIN PASSWORD '…'; GRANT tocsin_app TO tocsin; and name it in DATABASE_URL.",
      );
    return ok(`${login} acts as tocsin_app, which is bound by row-level security.`);
  },
};

const TABLES = `
  SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
      SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant') AS protected,
    has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
      AND has_table_privilege('tocsin_app', c.oid, 'SELECT') AND has_table_privilege('tocsin_app', c.oid, 'INSERT') AS granted
  FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND (c.relname = 'businesses'
    OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'business_id' AND NOT a.attisdropped))
  ORDER BY 1`;

const tables: DoctorCheck = {
  id: 'tables',
  title: 'Row-level security and grants',
  needs: ['migrations'],
  async run({ dataSource }) {
    const rows: { name: string; protected: boolean; granted: boolean }[] = await there(dataSource).query(TABLES);
    const [open, closed] = [rows.filter((row) => !row.protected), rows.filter((row) => !row.granted)].map((some) =>
      some.map(({ name }) => name),
    );
    if (closed?.length)
      return fail(
        `tocsin_app, or the user of DATABASE_URL, may not read and write ${closed.join(', ')}.`,
        `As the owner of the database: ${closed.map((name) => `GRANT SELECT, INSERT, UPDATE, DELETE ON ${name} TO tocsin_app;`).join(' ')}`,
      );
    if (open?.length)
      return fail(
        `Row-level security is not in force on ${open.join(', ')}.`,
        `As the owner of the database: ${open.map((name) => `ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;`).join(' ')} If its policy is gone: SELECT tocsin_protect('…').`,
      );
    return ok(`In force on ${rows.length} tables, all of which can be read and written.`);
  },
};

const CONNECTIONS = `
  SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS most,
    (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS used,
    (SELECT count(*)::int FROM pg_stat_activity WHERE application_name LIKE 'tocsin%' AND pid <> pg_backend_pid()) AS ours`;

const connections: DoctorCheck = {
  id: 'connections',
  title: 'Connections',
  needs: ['database'],
  async run({ dataSource }) {
    const [{ most, used, ours }] = await there(dataSource).query(CONNECTIONS);
    const words = `${used} of ${most} are taken, ${ours} by Tocsin.`;
    const free = most - used;
    if (free >= OF_API + OF_WORKER) return ok(words);
    return warn(
      `${words} An API takes up to ${OF_API}, a worker ${OF_WORKER}.`,
      'Raise max_connections, or run fewer processes, before you start another one.',
    );
  },
};

export const DATABASE_CHECKS: readonly DoctorCheck[] = [database, connections, role, migrations, tables];
