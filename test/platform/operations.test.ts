// The port of operators: what its pages answer, and what PostgreSQL's absence does to readiness as time passes.
import pg from 'pg';
import { type OperationsServer, openOperations } from '../../src/platform/operations-server.js';
import { OK, Readiness } from '../../src/platform/readiness.js';
import { Secret } from '../../src/platform/secrets/secret.js';
import { createEmptyDatabase } from '../support/database.js';
import { eventually } from '../support/program.js';

const missing = [{ setting: 'SMTP_URL', effect: 'There is no carrier of e-mail.' }];
const lackOf = (name: string) => `The database lacks ${name}: run the migrations first (tocsin migrate).`;
let at = Date.parse('2026-11-28T12:00:00Z');
let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let readiness: Readiness;
let operations: OperationsServer;

beforeAll(async () => {
  database = await createEmptyDatabase();
  readiness = new Readiness({
    databaseUrl: new Secret(database.url),
    migrations: ['One', 'Two', 'Three'],
    shortcomings: missing,
    now: () => new Date(at),
  });
  await migrated("CREATE TABLE migrations (name text); INSERT INTO migrations VALUES ('One'), ('Two'), ('Three')");
  readiness.begin();
  const pages = {
    '/metrics': () => ({ status: 200, type: 'text/plain', body: 'tocsin_events_total 1\n' }),
    '/broken': () => Promise.reject(new Error('postgres://user:password@host/db')),
  };
  operations = await openOperations({ port: 0, host: '127.0.0.1', readiness, pages });
});
afterAll(async () => {
  await operations.close();
  await readiness.close();
});

async function migrated(sql: string): Promise<void> {
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function ask(path: string, method = 'GET') {
  const answer = await fetch(`http://127.0.0.1:${operations.port}${path}`, { method });
  return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
}

it.each([
  [
    'a port that is taken',
    () => ({ port: operations.port, host: '127.0.0.1' }),
    75,
    /^OPERATIONS_PORT: another program /,
  ],
  [
    'an address of another machine',
    () => ({ port: 0, host: '203.0.113.9' }),
    78,
    /^HOST: .* no address 203\.0\.113\.9; /,
  ],
])('%s says which setting it is', async (_what, place, exitCode, said) => {
  const error = await openOperations({ ...place(), readiness }).catch((fault: unknown) => fault);
  expect(error).toMatchObject({ exitCode, message: expect.stringMatching(said) });
});

async function ready() {
  const { status, body } = await ask('/readyz');
  return { status, ...JSON.parse(body) };
}

it('answers probes and what is plugged in, and tells nothing of an error', async () => {
  expect(await ask('/healthz')).toEqual({ status: 200, type: 'application/json', body: '{"ok":true}' });
  expect(await ask('/metrics?x=1')).toMatchObject({ status: 200, body: 'tocsin_events_total 1\n' });
  expect(await ask('/broken')).toMatchObject({ status: 500, body: expect.not.stringContaining('password') });
  expect((await ask('/metrics', 'POST')).status).toBe(404);
  expect((await ask('/__proto__')).status).toBe(404);
});

it.each([
  ['an earlier version', "DELETE FROM migrations WHERE name = 'Two'", 503, { state: 'failed', detail: lackOf('Two') }],
  ['no version', 'ALTER TABLE migrations RENAME TO before', 503, { state: 'failed', detail: lackOf('One') }],
  [
    'a newer version',
    "ALTER TABLE before RENAME TO migrations; INSERT INTO migrations VALUES ('Two'), ('Four')",
    200,
    OK,
  ],
])('says so when its database has become one of %s while it works', async (_what, sql, status, check) => {
  await migrated(sql);
  expect(await ready()).toMatchObject({ status, checks: { start: OK, database: check } });
});

it('names each check; only one that failed makes it unready, and an absent PostgreSQL fails after 10 s', async () => {
  readiness.add('temporal', () => ({ state: 'degraded', detail: 'Temporal does not answer.' }));
  expect(await ready()).toEqual({
    status: 200,
    ok: true,
    draining: false,
    checks: {
      start: { state: 'ok' },
      database: { state: 'ok' },
      temporal: { state: 'degraded', detail: 'Temporal does not answer.' },
    },
    missing,
  });
  await database.drop();
  at += 9_000;
  expect(await ready()).toMatchObject({ status: 200, checks: { database: { state: 'degraded' } } });
  at += 1_000;
  const detail = 'PostgreSQL has not answered for 10 s.';
  expect(await ready()).toMatchObject({ status: 503, ok: false, checks: { database: { state: 'failed', detail } } });
});

it('waits for no server that is slow: what it answers counts when it comes', async () => {
  let answer = (_yes: boolean) => {};
  const answers = () => new Promise<boolean>((resolve) => (answer = resolve));
  const check = readiness.serverCheck('Temporal', answers, 'failed');
  const first = check();
  answer(false);
  expect(await first).toEqual({ state: 'failed', detail: 'Temporal has not answered yet.' });
  expect(await check()).toEqual({ state: 'failed', detail: 'Temporal has not answered yet.' });
  answer(true);
  await undefined;
  at += 9_000;
  expect(await check()).toEqual({ state: 'degraded', detail: 'Temporal has not answered for 9 s.' });
  at += 1_000;
  expect(await check()).toEqual({ state: 'failed', detail: 'Temporal has not answered for 10 s.' });
});

it('counts from the first look in vain where nobody had asked for long', async () => {
  let answers = true;
  const check = readiness.serverCheck('Temporal', () => Promise.resolve(answers), 'failed');
  expect(await check()).toEqual({ state: 'ok' });
  answers = false;
  at += 600_000;
  expect(await check()).toEqual({ state: 'degraded', detail: 'Temporal does not answer.' });
  at += 10_000;
  expect(await check()).toEqual({ state: 'failed', detail: 'Temporal has not answered for 10 s.' });
  answers = true;
  expect(await check()).toEqual({ state: 'ok' });
});

it('is unready before it has begun, and while it drains although all is well', async () => {
  const draining = new Readiness({
    databaseUrl: new Secret(process.env.TEST_POSTGRES_URL as string),
    migrations: [],
    shortcomings: [],
    now: () => new Date(at),
  });
  const why = 'The database lacks One: run the migrations first (tocsin migrate).';
  draining.waitsFor({ state: 'failed', detail: why });
  expect(await draining.report()).toMatchObject({ ok: false, checks: { start: { detail: why } } });
  draining.begin();
  await eventually('it to be ready', async () => (await draining.report()).ok);
  expect(draining.drain()).toBe(true);
  // On a slow machine it may take its time, and is degraded meanwhile.
  const answered = await eventually('the database to answer', async () => {
    const report = await draining.report();
    return report.checks.database?.state === 'ok' && report;
  });
  expect(answered).toMatchObject({ ok: false, draining: true });
  await draining.close();
});
