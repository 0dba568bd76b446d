// What is asked of PostgreSQL, and for how long, by both pools; each limit is seen to act.
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { DataSource } from 'typeorm';
import { createDataSource, createTenantDataSource } from '../../../src/core/data-source.js';
import { unavailabilityOf } from '../../../src/platform/database/database-errors.js';
import { asTenant } from '../../../src/platform/database/tenancy.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';
import { eventually } from '../../support/program.js';

const SIZE = 3;
/** `most`: connections that one business, or the system, has at once. */
const POOLS = [
  { name: 'the system’s', create: createDataSource, most: SIZE, statement: '20s', waitMs: 8_000 },
  { name: 'the tenants’', create: createTenantDataSource, most: 1, statement: '5s', waitMs: 6_000 },
];
/** How long a connection may take to be made; a producer waits 15 s for that and for a free one. */
const CONNECT_MS = 5_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database?.drop());

async function tookMs(work: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await expect(work).rejects.toThrow();
  return performance.now() - startedAt;
}

describe.each(POOLS)('The pool that is $name', ({ create, most, statement }) => {
  let pool: DataSource;
  beforeAll(async () => {
    pool = await create(database.url, SIZE).initialize();
  });
  afterAll(() => pool?.destroy());

  it('has so many connections, however much is asked at once', async () => {
    const asked = Array.from({ length: 12 }, () => pool.query('SELECT pg_backend_pid() AS pid, pg_sleep(0.05)'));
    const pids = (await Promise.all(asked)).map(([{ pid }]) => pid);
    expect(new Set(pids).size).toBe(most);
  });

  it('lets no statement run for longer than is stated', async () => {
    expect(await pool.query('SHOW statement_timeout')).toEqual([{ statement_timeout: statement }]);
  });

  it('has nothing compiled: where PostgreSQL has LLVM, that takes a second of a statement of milliseconds', async () => {
    expect(await pool.query('SHOW jit')).toEqual([{ jit: 'off' }]);
  });
});

it('either pool waits no longer than is stated for a free connection, and 5 s for a server that never says a word', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const nobody = `postgres://nobody:x@127.0.0.1:${(server.address() as AddressInfo).port}/none`;
  const full = await Promise.all(POOLS.map(({ create }) => create(database.url, 1).initialize()));
  const runners = full.map((pool) => pool.createQueryRunner());
  await Promise.all(runners.map((runner) => runner.connect()));
  try {
    const [waits, connects] = await Promise.all([
      Promise.all(full.map((pool) => tookMs(pool.query('SELECT 1')))),
      Promise.all(POOLS.map(({ create }) => tookMs(create(nobody, 1).initialize()))),
    ]);
    for (const [at, { waitMs }] of POOLS.entries()) expect(waits[at]).toBeGreaterThan(waitMs - 500);
    expect(Math.min(...connects)).toBeGreaterThan(CONNECT_MS - 500);
    // Begun at the same moment: the shorter limits end first, or they are not in force.
    expect(Math.max(...connects)).toBeLessThan(Math.max(...waits));
  } finally {
    await Promise.all(runners.map((runner) => runner.release()));
    await Promise.all(full.map((pool) => pool.destroy()));
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

describe('Businesses share the tenants’ connections', () => {
  let pool: DataSource;
  beforeAll(async () => {
    pool = await createTenantDataSource(database.url, 4).initialize();
  });
  afterAll(() => pool?.destroy());

  const as = <Result>(businessId: string, work: () => Promise<Result>, gone?: AbortSignal) =>
    asTenant({ businessId, gone }, work);
  const sleeps = (seconds: number) => () => pool.query('SELECT pg_sleep($1)', [seconds]);
  const running = async () => {
    const [{ count }] = await database.dataSource.query(
      `SELECT count(*)::int AS count FROM pg_stat_activity
        WHERE datname = current_database() AND state = 'active' AND query LIKE 'SELECT pg_sleep%'`,
    );
    return count as number;
  };

  it('one that asks without end takes half of them, and others are served at once', async () => {
    const end = new AbortController();
    const greedy = Array.from({ length: 8 }, () => as('bus_greedy', sleeps(4), end.signal));
    await eventually('two to run', async () => (await running()) === 2);
    for (let i = 0; i < 20; i++) await as('bus_other', () => pool.query('SELECT 1'));
    expect(await running()).toBe(2);
    end.abort(new Error('The test is over.'));
    await Promise.allSettled(greedy);
  });

  it('who waits too long is told to come back, and is no fault of ours', async () => {
    const [full, waiting] = [4, 1].map((count) => Array.from({ length: count }, () => as('bus_slow', sleeps(4))));
    const [error] = await Promise.all((waiting ?? []).map((one) => one.catch((fault: unknown) => fault)));
    expect(unavailabilityOf(error)).toMatchObject({ code: 'BUSY' });
    await Promise.all(full ?? []);
  });

  it('a statement whose client has gone is cancelled, and what still waited is never begun', async () => {
    const gone = new AbortController();
    const asked = Array.from({ length: 3 }, () =>
      as('bus_gone', sleeps(4), gone.signal).catch((fault: Error) => fault),
    );
    await eventually('two to run', async () => (await running()) === 2);
    gone.abort(new Error('The client has gone.'));
    await eventually('none to run', async () => (await running()) === 0);
    const messages = (await Promise.all(asked))
      .map((fault) => (fault instanceof Error ? fault.message : 'none'))
      .sort();
    expect(messages).toEqual([
      'The client has gone.',
      'canceling statement due to user request',
      'canceling statement due to user request',
    ]);
    // The connections are as good as new.
    await Promise.all(Array.from({ length: 4 }, () => as('bus_gone', () => pool.query('SELECT 1'))));
  });
});
