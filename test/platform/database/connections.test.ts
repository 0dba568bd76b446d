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

  it('waits for a free connection for 8 s', async () => {
    const runners = Array.from({ length: SIZE }, () => pool.createQueryRunner());
    await Promise.all(runners.map((runner) => runner.connect()));
    try {
      const ms = await tookMs(pool.query('SELECT 1'));
      expect(ms).toBeGreaterThan(WAIT_MS - 500);
      expect(ms).toBeLessThan(WAIT_MS + 5_000);
    } finally {
      await Promise.all(runners.map((runner) => runner.release()));
    }
  });

  it('gives up a server that never says a word after 5 s', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const ms = await tookMs(create(`postgres://nobody:x@127.0.0.1:${port}/none`, SIZE).initialize());
      expect(ms).toBeGreaterThan(CONNECT_MS - 500);
      expect(ms).toBeLessThan(WAIT_MS);
    } finally {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
