// Who may migrate: owners of a database as managed PostgreSQLs give them, and what each is told who may not; by the command.
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { withDatabase } from '../support/global-setup.js';
import { startProcess } from '../support/processes.js';

const PROGRAM = fileURLToPath(new URL('../../src/tocsin.js', import.meta.url));
const base = process.env.TEST_POSTGRES_URL as string;
const made: string[] = [];
let admin: pg.Client;

beforeAll(async () => {
  admin = new pg.Client(base);
  await admin.connect();
});
afterAll(async () => {
  for (const name of made) await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  for (const name of made) await admin.query(`DROP ROLE ${name}`);
  await admin.end();
});

/** A role, and a database of its own. */
async function owner(rights = ''): Promise<{ name: string; url: string }> {
  const name = `owner_${randomBytes(6).toString('hex')}`;
  await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD 'secret' ${rights}`);
  await admin.query(`CREATE DATABASE ${name} OWNER ${name}`);
  made.push(name);
  return { name, url: urlOf(name, name) };
}

function urlOf(user: string, database: string, password = 'secret'): string {
  const url = new URL(withDatabase(base, database));
  [url.username, url.password] = [user, password];
  return url.toString();
}

async function migrate(DATABASE_URL: string, ...words: string[]): Promise<{ code: number | null; said: string }> {
  const { ended, output } = startProcess([PROGRAM, 'migrate', ...words], { env: { DATABASE_URL } });
  const code = await ended;
  return { code, said: output() };
}

const tablesOf = async (url: string): Promise<number> => {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query("SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace");
  await client.end();
  return rows.length;
};

describe('an owner without CREATEROLE', () => {
  it('is told, before anything is changed, what an administrator has to run; then it migrates', async () => {
    const { name, url } = await owner();
    const { code, said } = await migrate(url);
    expect([code, said]).toEqual([78, expect.stringMatching(/Nothing was changed\.\n$/)]);
    expect(await tablesOf(url)).toBe(0);
    // The role is there in this cluster: other tests have made it.
    const [statement] = /GRANT tocsin_app TO \w+ WITH ADMIN OPTION;/.exec(said) ?? [];
    expect(statement).toBe(`GRANT tocsin_app TO ${name} WITH ADMIN OPTION;`);
    await admin.query(statement as string);
    expect((await migrate(url)).code).toBe(0);
    expect(await migrate(url)).toEqual({ code: 0, said: 'Nothing to do: the database is up to date.\n' });
    const client = new pg.Client(url);
    await client.connect();
    await client.query("INSERT INTO migrations VALUES (DEFAULT, 1799999999999, 'Later')");
    await client.end();
    expect((await migrate(url)).said).toBe(
      'Nothing to do: a newer version has migrated this database (Later); it stays as it is.\n',
    );
  });

  it('is told where the database is that of something else', async () => {
    const { name, url } = await owner();
    await admin.query(`GRANT tocsin_app TO ${name} WITH ADMIN OPTION`);
    const client = new pg.Client(url);
    await client.connect();
    await client.query(
      'CREATE TABLE orders (id text); CREATE TABLE migrations (id serial, timestamp bigint, name text)',
    );
    await client.query("INSERT INTO migrations VALUES (DEFAULT, 1700000000000, 'OfAnotherProgram1700000000000')");
    const { code, said } = await migrate(url);
    expect([code, said]).toEqual([
      78,
      expect.stringMatching(/has tables of something else \(orders\): name an empty one\..*Nothing was changed\.\n$/),
    ]);
    await client.query('DROP TABLE orders, migrations');
    await client.end();
    expect((await migrate(url)).code).toBe(0);
  });

  it('needs no more than to be a member of the role', async () => {
    const { name, url } = await owner();
    await admin.query(`GRANT tocsin_app TO ${name}`);
    expect(await migrate(url)).toEqual({ code: 0, said: expect.stringMatching(/^✓ Spine\d+\n/) });
  });
});

it('another user than the owner is told to migrate as the owner, and can look at what ran', async () => {
  const [{ name, url }, { name: app }] = [await owner('CREATEROLE'), await owner()];
  await admin.query(`GRANT tocsin_app TO ${name} WITH ADMIN OPTION`);
  const before = await migrate(urlOf(app, name));
  expect(before).toEqual({ code: 78, said: expect.stringContaining('migrate as the owner of the database') });
  expect((await migrate(url)).code).toBe(0);
  await admin.query(`GRANT tocsin_app TO ${app}`);
  expect((await migrate(urlOf(app, name), 'show')).said).toMatch(/^(✓ \w+\n)+$/);
});

it('a database that takes no changes is told as such, and a limit of its user for statements is none for migrations', async () => {
  const { name, url } = await owner();
  await admin.query(`GRANT tocsin_app TO ${name}`);
  await admin.query(`ALTER ROLE ${name} SET default_transaction_read_only = on`);
  expect(await migrate(url)).toEqual({
    code: 78,
    said: expect.stringMatching(/takes no changes.* RESET default_transaction_read_only; Nothing was changed\.\n$/),
  });
  await admin.query(`ALTER ROLE ${name} RESET default_transaction_read_only`);
  await admin.query(`ALTER ROLE ${name} SET statement_timeout = 2`);
  expect(await migrate(url)).toEqual({ code: 0, said: expect.stringMatching(/^✓ Spine\d+\n/) });
});

it('a migration that cannot run leaves nothing behind, and the next run goes on from it', async () => {
  const { name, url } = await owner();
  await admin.query(`GRANT tocsin_app TO ${name}`);
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  // In the way of a migration in the middle.
  await client.query('CREATE TYPE sign_ins AS (mine int)');
  const failed = await migrate(url);
  expect(failed.code).toBe(1);
  expect(failed.said).toMatch(
    /^SignIns\d+ did not run and left nothing behind: .*"sign_ins" already exists\. The \d+ before it ran\. /,
  );
  expect((await migrate(url, 'show')).said).toMatch(/^(✓ \w+\n)+· SignIns(\d+)\n(· \w+\n)+$/);
  await client.query('DROP TYPE sign_ins');
  await client.end();
  expect(await migrate(url)).toEqual({ code: 0, said: expect.stringMatching(/^✓ SignIns\d+\n/) });
});

it.each([
  [
    'a wrong password',
    () => urlOf('postgres', 'postgres', 'wrong'),
    78,
    /refuses the password of the user "postgres"; mend/,
  ],
  [
    'no password',
    () => urlOf('postgres', 'postgres', ''),
    78,
    /asks for the password of the user "postgres"; write it/,
  ],
  [
    'no such database',
    () => withDatabase(base, 'nowhere'),
    78,
    /has no database "nowhere"; create it: CREATE DATABASE nowhere/,
  ],
  ['TLS where there is none', () => `${base}?sslmode=require`, 78, /^DATABASE_URL: .* has no TLS; leave sslmode/],
  [
    'a port where nothing listens',
    () => 'postgres://a:b@127.0.0.1:1/x',
    75,
    /at 127\.0\.0\.1:1 cannot be reached now: nothing listens/,
  ],
  [
    'a socket that is not there',
    () => 'postgres://a:b@%2Fno%2Fsuch%2Ffolder/x',
    75,
    /at \/no\/such\/folder cannot be reached now: nothing listens/,
  ],
  [
    'a CA that is not there',
    () => `${base}?sslrootcert=/no/such/ca.pem`,
    78,
    /^DATABASE_URL: .* with a file that cannot be read \(\/no\/such\/ca\.pem, ENOENT\); name the right one/,
  ],
  [
    'a host that is none',
    () => 'postgres://a:b@no-such-host.invalid/x',
    75,
    /cannot be reached now: (no such host|the name)/,
  ],
])('%s is named by its setting', async (_what, url, code, words) => {
  const { said, ...ended } = await migrate(url());
  expect(ended.code).toBe(code);
  expect(said).toMatch(words);
  expect(said).toContain('DATABASE_URL');
  expect(said).not.toMatch(/ECONN|ENOTFOUND|SASL|at Object|password authentication failed/);
});
