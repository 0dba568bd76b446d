// What is asked of PostgreSQL, and for how long, by both pools; each limit is seen to act.
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { DataSource } from 'typeorm';
import { createDataSource, createTenantDataSource } from '../../../src/core/data-source.js';
import { createDatabase, type TestDatabase } from '../../support/database.js';

const POOLS = { 'the system’s': createDataSource, 'the tenants’': createTenantDataSource };
const SIZE = 3;
/** How long a connection may take to be made, and how long one is waited for; a producer waits 15 s for both. */
const [CONNECT_MS, WAIT_MS] = [5_000, 8_000];

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

describe.each(Object.entries(POOLS))('The pool that is %s', (_name, create) => {
  let pool: DataSource;
  beforeAll(async () => {
    pool = await create(database.url, SIZE).initialize();
  });
  afterAll(() => pool?.destroy());

  it('has so many connections, however much is asked at once', async () => {
    const asked = Array.from({ length: 12 }, () => pool.query('SELECT pg_backend_pid() AS pid, pg_sleep(0.05)'));
    const pids = (await Promise.all(asked)).map(([{ pid }]) => pid);
    expect(new Set(pids).size).toBe(SIZE);
  });

  it('lets no statement run for more than 20 s', async () => {
    expect(await pool.query('SHOW statement_timeout')).toEqual([{ statement_timeout: '20s' }]);
  });
});

it('either pool waits 8 s for a free connection, and 5 s for a server that never says a word', async () => {
  const creates = Object.values(POOLS);
  const sockets: Socket[] = [];
  const server = createServer((socket) => void sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const nobody = `postgres://nobody:x@127.0.0.1:${(server.address() as AddressInfo).port}/none`;
  const full = await Promise.all(creates.map((create) => create(database.url, 1).initialize()));
  const runners = full.map((pool) => pool.createQueryRunner());
  await Promise.all(runners.map((runner) => runner.connect()));
  try {
    const [waits, connects] = await Promise.all([
      Promise.all(full.map((pool) => tookMs(pool.query('SELECT 1')))),
      Promise.all(creates.map((create) => tookMs(create(nobody, 1).initialize()))),
    ]);
    expect(Math.min(...waits)).toBeGreaterThan(WAIT_MS - 500);
    expect(Math.min(...connects)).toBeGreaterThan(CONNECT_MS - 500);
    // Begun at the same moment: the shorter limit ends first, or it is not in force.
    expect(Math.max(...connects)).toBeLessThan(Math.max(...waits));
  } finally {
    await Promise.all(runners.map((runner) => runner.release()));
    await Promise.all(full.map((pool) => pool.destroy()));
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});
