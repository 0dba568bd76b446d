// `tocsin migrate` that is cut off in the middle of a migration: what ran stays, the one under way is undone, the next run goes on from there.
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { MIGRATION_NAMES } from '../../src/core/migrations.js';
import { createDatabase, createEmptyDatabase, type TestDatabase } from '../support/database.js';
import { startProcess } from '../support/processes.js';
import { eventually } from '../support/program.js';

const PROGRAM = fileURLToPath(new URL('../../src/tocsin.js', import.meta.url));
/** So many ran before it is cut off. */
const BEFORE = 4;
const LIMIT_MS = 60_000;

/** All that migrations make, a line for each. */
const SCHEMA = `
  SELECT line FROM (
    SELECT concat_ws(' ', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid),
        a.attstorage, c.relrowsecurity, c.relforcerowsecurity, c.relacl::text) AS line
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
      WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
    UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      WHERE c.relnamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
      WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', polrelid::regclass, polname, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
      FROM pg_policy
    UNION ALL SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
  ) lines ORDER BY 1`;

let whole: TestDatabase;
let cut: Awaited<ReturnType<typeof createEmptyDatabase>>;
let other: pg.Client;

beforeAll(async () => {
  whole = await createDatabase(1);
});
afterAll(() => whole?.drop());

beforeEach(async () => {
  cut = await createEmptyDatabase();
  other = new pg.Client(cut.url);
  await other.connect();
  // As a large table would, so that a migration is under way for a while.
  await other.query(`
    CREATE SCHEMA slow;
    CREATE FUNCTION slow.wait() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.1); END';
    CREATE EVENT TRIGGER slow ON ddl_command_start WHEN TAG IN ('ALTER TABLE', 'CREATE INDEX') EXECUTE FUNCTION slow.wait()`);
});
afterEach(async () => {
  await other?.end();
  await cut?.drop();
});

const migrate = () => startProcess([PROGRAM, 'migrate'], { env: { DATABASE_URL: cut.url } });

async function ran(): Promise<string[]> {
  const { rows } = await other.query("SELECT to_regclass('public.migrations') AS there");
  if (rows[0].there === null) return [];
  return (await other.query('SELECT name FROM migrations ORDER BY timestamp')).rows.map(({ name }) => name);
}

/** The connection of who migrates, while a statement of a migration waits. */
async function underWay(): Promise<number | undefined> {
  const { rows } = await other.query(
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tocsin' AND wait_event = 'PgSleep'",
  );
  return rows[0]?.pid;
}

it.each<[string, (started: ReturnType<typeof migrate>, pid: number) => Promise<void>]>([
  [
    'whose process is killed',
    async ({ child, ended, output }) => {
      child.kill('SIGKILL');
      expect([await ended, output()]).toEqual([null, '']);
    },
  ],
  [
    'that loses its connection',
    async ({ ended, output }, pid) => {
      await other.query('SELECT pg_terminate_backend($1)', [pid]);
      expect([await ended, output()]).toEqual([
        75,
        expect.stringMatching(/^PostgreSQL went away while it was migrated \(.+\): migrate again\.\n$/),
      ]);
    },
  ],
])(
  'one %s leaves no half of a migration, and the next run completes it',
  async (_what, cutOff) => {
    const started = migrate();
    const pid = await eventually(
      'a migration in its middle',
      async () => ((await ran()).length >= BEFORE ? underWay() : undefined),
      LIMIT_MS,
    );
    await cutOff(started, pid);
    await eventually('the end of its connection', async () => (await underWay()) === undefined, LIMIT_MS);
    await other.query('DROP EVENT TRIGGER slow; DROP SCHEMA slow CASCADE');
    const before = await ran();
    expect(before.length).toBeGreaterThanOrEqual(BEFORE);
    expect(before).toEqual(MIGRATION_NAMES.slice(0, before.length));
    const again = migrate();
    expect(await again.ended).toBe(0);
    const left = MIGRATION_NAMES.slice(before.length);
    expect(left.length).toBeGreaterThan(1);
    const lines = [...left.map((name) => `✓ ${name}`), `Ran ${left.length} migrations.`, ''].join('\n');
    expect(again.output().replace(/^Another run .*\n/, '')).toBe(lines);
    const made = (await other.query(SCHEMA)).rows;
    expect(made.length).toBeGreaterThan(200);
    expect(made).toEqual(await whole.dataSource.query(SCHEMA));
  },
  LIMIT_MS,
);
