/** `tocsin backup` and `tocsin restore` as operators run them: of a database by its owner, and of what "npm start" keeps. */
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createDataSource, createTenantDataSource } from '../../src/core/data-source.js';
import { startPostgres } from '../../src/local/postgres.js';
import { asTenant } from '../../src/platform/database/tenancy.js';
import { addBusiness, addPerson, BOX } from '../support/database.js';
import { addEvent } from '../support/deliveries.js';
import { makeDataFolder } from '../support/folders.js';
import { startProcess } from '../support/processes.js';
import { eventually } from '../support/program.js';
import { findSystemPostgres, type SystemPostgres, startSystemPostgres } from '../support/system-postgres.js';

const PROGRAM = fileURLToPath(new URL('../../src/tocsin.js', import.meta.url));
const LONG_MS = 120_000;
const PROGRAMS = await findSystemPostgres();
if (PROGRAMS === null) {
  if (process.env.REQUIRE_POSTGRES) throw new Error('There is no PostgreSQL of the system (Debian: postgresql).');
  console.warn('SKIPPED: backup and restore by pg_dump. There is no PostgreSQL of the system (Debian: postgresql).');
}

let folder: string;
let server: SystemPostgres;

beforeAll(async () => {
  folder = await makeDataFolder('backup');
  if (PROGRAMS) server = await startSystemPostgres(PROGRAMS, join(folder, 'server'));
}, LONG_MS);

afterAll(async () => {
  await server?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function tocsin(env: NodeJS.ProcessEnv, ...args: string[]): Promise<{ code: number | null; said: string }> {
  const { ended, output } = startProcess([PROGRAM, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  });
  const code = await ended;
  return { code, said: output() };
}

async function asAdmin(...statements: string[]): Promise<void> {
  const client = new pg.Client(server.url);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** A new database of an owner who is no superuser, and sees rows as all others do. */
async function newDatabase(name: string): Promise<string> {
  const role = `DO $$ BEGIN CREATE ROLE "o w" LOGIN CREATEROLE PASSWORD 'p@ss/word'; EXCEPTION WHEN duplicate_object THEN END $$`;
  await asAdmin(role, `CREATE DATABASE ${name} OWNER "o w"`);
  return `postgres://o%20w:p%40ss%2Fword@127.0.0.1:${server.port}/${name}`;
}

(PROGRAMS ? describe : describe.skip)('a database', () => {
  let url: string;
  let businessId: string;
  let eventId: string;

  beforeAll(async () => {
    url = await newDatabase('tocsin');
    const dataSource = await createDataSource(url, 2, BOX).initialize();
    await dataSource.runMigrations();
    businessId = await addBusiness(dataSource);
    await addBusiness(dataSource);
    await addPerson(dataSource, businessId);
    eventId = await addEvent(dataSource, businessId, { type: 'payment.failed' });
    await dataSource.query(
      `UPDATE events SET facts = facts || '{"reason": "a\\\\. line\\nand another"}' WHERE id = $1`,
      [eventId],
    );
    await dataSource.destroy();
  }, LONG_MS);

  it(
    'is written by its owner, readable to nobody else, and never over another file',
    async () => {
      const done = await tocsin({ DATABASE_URL: url }, 'backup', 'some.dump');
      expect(done).toEqual({
        code: 0,
        said: expect.stringMatching(/some\.dump\n.*: \d+ tables, \d+ rows, all of them/),
      });
      const file = join(folder, 'some.dump');
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect((await readFile(file)).includes('p@ss/word')).toBe(false);
      const again = await tocsin({ DATABASE_URL: url }, 'backup', 'some.dump');
      expect(again).toEqual({ code: 1, said: expect.stringContaining('is there already, and a backup is never over') });
    },
    LONG_MS,
  );

  it(
    'comes back whole to an empty one, with its walls, and never over another one',
    async () => {
      const target = await newDatabase('restored');
      const done = await tocsin({ DATABASE_URL: target }, 'restore', 'some.dump');
      expect(done).toEqual({
        code: 0,
        said: expect.stringMatching(/^Restored as of \S+Z: .*rebuild --restored-to \S+Z/s),
      });
      const shown = await tocsin({ DATABASE_URL: target }, 'migrate');
      expect(shown).toEqual({ code: 0, said: 'Nothing to do: the database is up to date.\n' });
      const tenants = await createTenantDataSource(target, 1, BOX).initialize();
      const seen = () => tenants.query('SELECT id FROM businesses');
      expect(await asTenant({ businessId }, seen)).toEqual([{ id: businessId }]);
      const facts = () => tenants.query(`SELECT facts->>'reason' AS reason FROM events WHERE id = $1`, [eventId]);
      expect(await asTenant({ businessId }, facts)).toEqual([{ reason: 'a\\. line\nand another' }]);
      await tenants.destroy();
      const again = await tocsin({ DATABASE_URL: target }, 'restore', 'some.dump');
      expect(again).toEqual({ code: 1, said: expect.stringContaining('has tables already') });
    },
    LONG_MS,
  );

  it(
    'leaves nothing behind where it is interrupted in the middle',
    async () => {
      const [file, locking] = [join(folder, 'half.dump'), new pg.Client(server.url.replace(/postgres$/, 'tocsin'))];
      await locking.connect();
      await locking.query('BEGIN; LOCK TABLE events');
      const begun = startProcess([PROGRAM, 'backup', file], {
        env: { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: url },
      });
      await eventually('its beginning', async () => (await stat(`${file}.part`).catch(() => null)) !== null);
      begun.child.kill('SIGINT');
      expect([await begun.ended, begun.output()]).toEqual([130, '\nInterrupted. No backup was written.\n']);
      await locking.end();
      expect((await readdir(folder)).filter((name) => name.startsWith('half'))).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'that has no table, or is not there, is no backup, and says what to set',
    async () => {
      expect(await tocsin({ DATABASE_URL: await newDatabase('nothing_in_it') }, 'backup', 'nothing.dump')).toEqual({
        code: 78,
        said: expect.stringContaining('The database at DATABASE_URL has no tables'),
      });
      const away = { DATABASE_URL: 'postgres://a:pass-word@127.0.0.1:1/x' };
      for (const command of ['backup', 'restore'])
        expect(await tocsin(away, command, command === 'backup' ? 'away.dump' : 'some.dump')).toEqual({
          code: 75,
          said: 'PostgreSQL at 127.0.0.1:1 cannot be reached now: nothing listens there. If it never comes, look at DATABASE_URL.\n',
        });
      expect((await readdir(folder)).filter((name) => /nothing|away|part/.test(name))).toEqual([]);
      const nowhere = await tocsin({ DATABASE_URL: url }, 'backup', 'no/where.dump');
      expect(nowhere).toEqual({
        code: 1,
        said: expect.stringMatching(/no\/where\.dump\.part is not there, .*another place\.\n$/),
      });
    },
    LONG_MS,
  );

  it(
    'that is cut off is refused, and leaves the database empty',
    async () => {
      const whole = await readFile(join(folder, 'some.dump'));
      await writeFile(join(folder, 'cut.dump'), whole.subarray(0, whole.length - 2_000));
      const target = await newDatabase('cut');
      const cut = await tocsin({ DATABASE_URL: target }, 'restore', 'cut.dump');
      expect(cut).toEqual({
        code: 1,
        said: expect.stringMatching(/pg_restore failed \(1\): pg_restore: error: .+\n$/),
      });
      await writeFile(join(folder, 'none.dump'), 'Dear reader');
      expect(await tocsin({ DATABASE_URL: target }, 'restore', 'none.dump')).toEqual({
        code: 1,
        said: expect.stringMatching(
          /none\.dump cannot be read; name a whole file that "tocsin backup" wrote\. \(.*pg_restore/,
        ),
      });
      expect((await tocsin({ DATABASE_URL: target }, 'restore', 'some.dump')).code).toBe(0);
    },
    LONG_MS,
  );
});

describe('a server that is newer than the programs here', () => {
  it(
    'is refused with the way out',
    async () => {
      const embedded = process.env.TEST_POSTGRES_URL as string;
      const { code, said } = await tocsin({ DATABASE_URL: embedded }, 'backup', 'newer.dump');
      // Where the programs are as new, it is none.
      if (code !== 0) expect(said).toMatch(/The server is PostgreSQL \d+, and .*Install PostgreSQL's client programs/);
    },
    LONG_MS,
  );
});

describe('what "npm start" keeps', () => {
  it(
    'is copied while nothing runs on it, and comes back to an empty place',
    async () => {
      const dataDir = join(folder, 'kept');
      await mkdir(join(dataDir, 'temporal'), { recursive: true });
      await writeFile(join(dataDir, 'local.json'), '{}', { mode: 0o600 });
      await writeFile(join(dataDir, 'temporal', 'temporal.db'), 'runs');
      const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres') });
      const client = new pg.Client(postgres.url);
      await client.connect();
      await client.query('CREATE TABLE kept AS SELECT 7 AS seven');
      await client.end();
      await postgres.stop();

      const done = await tocsin({ TOCSIN_DATA_DIR: dataDir }, 'backup', 'copy');
      expect(done).toEqual({ code: 0, said: expect.stringContaining('all of them read back') });
      expect((await stat(join(folder, 'copy'))).mode & 0o777).toBe(0o700);
      await expect(stat(join(folder, 'copy', 'temporal'))).rejects.toThrow('ENOENT');

      const target = join(folder, 'back');
      expect((await tocsin({ TOCSIN_DATA_DIR: target }, 'restore', 'copy')).code).toBe(0);
      expect(await tocsin({ TOCSIN_DATA_DIR: target }, 'restore', 'copy')).toEqual({
        code: 1,
        said: expect.stringContaining('is there already, and a restore never overwrites'),
      });
      const restored = await startPostgres({ dataDir: join(target, 'postgres') });
      const reader = new pg.Client(restored.url);
      await reader.connect();
      expect((await reader.query('SELECT seven FROM kept')).rows).toEqual([{ seven: 7 }]);
      await reader.end();
      await restored.stop();
    },
    LONG_MS,
  );

  it('is not there', async () => {
    const { code, said } = await tocsin({ TOCSIN_DATA_DIR: join(folder, 'nowhere') }, 'backup');
    expect({ code, said }).toEqual({ code: 78, said: expect.stringContaining('Set DATABASE_URL') });
  });
});
