// What PostgreSQL, pg and its pool say of themselves, each said by the real one, and what becomes of it for who asks.
import { createServer, type Server, type Socket } from 'node:net';
import pg from 'pg';
import { freePort } from '../../src/local/ports.js';
import { unavailabilityOf } from '../../src/platform/database/database-errors.js';
import { createDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database?.drop());

async function errorOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('an error was expected');
}

/** A connection of the test's own; what breaks it is no matter afterwards. */
async function withClient<Result>(
  work: (client: pg.Client) => Promise<Result>,
  options: pg.ClientConfig = {},
): Promise<Result> {
  const client = new pg.Client({ connectionString: database.url, ...options });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Takes connections and never says a word. */
async function withSilentServer<Result>(work: (port: number) => Promise<Result>): Promise<Result> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work((server.address() as { port: number }).port);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}

const connectTo = (port: number, connectionTimeoutMillis = 0) =>
  new pg.Client({ host: '127.0.0.1', port, connectionTimeoutMillis }).connect();

describe('UNAVAILABLE', () => {
  const said: [string, () => Promise<unknown>][] = [
    ['nothing listens', async () => connectTo(await freePort())],
    ['nothing answers', () => withSilentServer((port) => connectTo(port, 50))],
    [
      'the server ends the connection',
      () => withClient((client) => client.query('SELECT pg_terminate_backend(pg_backend_pid())')),
    ],
    [
      'the connection broke earlier',
      () =>
        withClient(async (client) => {
          await client.query('SELECT pg_terminate_backend(pg_backend_pid())').catch(() => undefined);
          await client.query('SELECT 1');
        }),
    ],
    [
      'the server became a read-only copy',
      () =>
        withClient(async (client) => {
          await client.query('SET default_transaction_read_only = on');
          await client.query('UPDATE businesses SET name = name');
        }),
    ],
  ];
  it.each(said)('where %s', async (_, work) => {
    expect(unavailabilityOf(await errorOf(work))).toMatchObject({ code: 'UNAVAILABLE', retryAfterSeconds: 5 });
  });

  it('while it starts and stops', () => {
    for (const code of ['57P01', '57P02', '57P03', '08006', '53100'])
      expect(unavailabilityOf(Object.assign(new Error('…'), { code }))?.code).toBe('UNAVAILABLE');
  });
});

describe('BUSY', () => {
  const said: [string, () => Promise<unknown>][] = [
    [
      'no connection of the pool becomes free',
      async () => {
        const pool = new pg.Pool({ connectionString: database.url, max: 1, connectionTimeoutMillis: 500 });
        const client = await pool.connect();
        try {
          await pool.query('SELECT 1');
        } finally {
          client.release();
          await pool.end();
        }
      },
    ],
    [
      'a statement takes too long',
      () => withClient((client) => client.query('SELECT pg_sleep(9)'), { statement_timeout: 50 }),
    ],
    [
      'no answer comes in time',
      () => withClient((client) => client.query('SELECT pg_sleep(1)'), { query_timeout: 50 }),
    ],
    [
      'the server has too many connections',
      async () => {
        const url = Object.assign(new URL(database.url), { username: 'crowded', password: 'crowded' });
        await database.dataSource.query(`CREATE ROLE crowded LOGIN PASSWORD 'crowded' CONNECTION LIMIT 0`);
        try {
          await new pg.Client({ connectionString: url.href }).connect();
        } finally {
          await database.dataSource.query('DROP ROLE crowded');
        }
      },
    ],
  ];
  it.each(said)('where %s', async (_, work) => {
    expect(unavailabilityOf(await errorOf(work))).toMatchObject({ code: 'BUSY', retryAfterSeconds: 2 });
  });

  it('where a transaction lost to another', () => {
    for (const code of ['40001', '40P01', '55P03'])
      expect(unavailabilityOf(Object.assign(new Error('…'), { code }))?.code).toBe('BUSY');
  });
});

it('says nothing of errors that are ours, nor of what is no error', async () => {
  const faults = [await errorOf(() => database.dataSource.query('SELECT 1 / 0')), new TypeError('x'), null, 'x', {}];
  expect(faults.map(unavailabilityOf)).toEqual([null, null, null, null, null]);
});

it('knows an error that TypeORM has wrapped', async () => {
  const error = await errorOf(() => database.dataSource.query('SELECT pg_terminate_backend(pg_backend_pid())'));
  expect(unavailabilityOf(error)?.code).toBe('UNAVAILABLE');
});
