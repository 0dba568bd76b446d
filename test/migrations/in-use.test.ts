// `tocsin migrate` beside others: it says whom it waits for, and holds up nobody meanwhile.
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { startProcess } from '../support/processes.js';
import { eventually } from '../support/program.js';

const PROGRAM = fileURLToPath(new URL('../../src/tocsin.js', import.meta.url));
let database: TestDatabase;
let other: pg.Client;

beforeEach(async () => {
  database = await createDatabase();
  other = new pg.Client({ connectionString: database.url, application_name: 'nightly dump' });
  await other.connect();
});
afterEach(async () => {
  await other?.end();
  await database?.drop();
});

const migrate = () => startProcess([PROGRAM, 'migrate'], { env: { DATABASE_URL: database.url } });

it('a table that somebody reads for long is asked for again and again, and others are not held up', async () => {
  await database.dataSource.query("DELETE FROM migrations WHERE name LIKE 'PausesEnd%'");
  await database.dataSource.query('ALTER TABLE channel_pauses DROP COLUMN carrier, DROP COLUMN taken_at');
  await other.query('BEGIN; SELECT FROM channel_pauses');
  const { ended, output } = migrate();
  const waits =
    /^PausesEnd\d+ needs a table that others use \(nightly dump, process \d+ of PostgreSQL, for \d+ s\): trying again until they let go\.\n/;
  await eventually('its first try', async () => waits.test(output()));
  // It sleeps, and is not in the line.
  await database.dataSource.query('SET statement_timeout = 1500; SELECT FROM channel_pauses');
  await other.query('COMMIT');
  expect(await ended).toBe(0);
  expect(output()).toMatch(/\n✓ PausesEnd\d+\nRan one migration\.\n$/);
});

it('a second run waits for the end of the first one, and says so', async () => {
  await other.query("SELECT pg_advisory_lock(hashtext('tocsin.migrations'))");
  const { ended, output } = migrate();
  const said = 'Another run of "tocsin migrate" is at work on this database: waiting for its end.\n';
  await eventually('its word', async () => output() === said);
  await other.query("SELECT pg_advisory_unlock(hashtext('tocsin.migrations'))");
  expect(await ended).toBe(0);
  expect(output()).toBe(`${said}Nothing to do: the database is up to date.\n`);
});
