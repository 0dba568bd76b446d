/** Once per test run: a real PostgreSQL with a migrated template database, and a real Temporal (see `startTestTemporal`). */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import '../../src/platform/reflect.js';
import { createDataSource } from '../../src/core/data-source.js';
import { startPostgres } from '../../src/local/postgres.js';
import { makeDataFolder } from './folders.js';
import { startTestTemporal } from './temporal-server.js';

/** The database that every test database is a copy of. */
export const TEMPLATE = 'tocsin_template';

export default async function setUp(): Promise<void> {
  Object.assign(globalThis, { tearDown: await startServers() });
}

/** The two servers, named in the environment as tests read it. @returns what stops them and takes their data away */
export async function startServers(): Promise<() => Promise<void>> {
  const folder = await makeDataFolder('test');
  const [postgres, temporal] = await Promise.all([
    // Durability is no matter here; the tests of crashes start servers of their own.
    startPostgres({
      dataDir: join(folder, 'postgres'),
      settings: { fsync: 'off', max_connections: '200', 'pg_stat_statements.track': 'all' },
    }),
    startTestTemporal({ dataDir: join(folder, 'temporal') }),
  ]);
  const admin = createDataSource(postgres.url, 1);
  await admin.initialize();
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await admin.query('CREATE EXTENSION pg_stat_statements');
  await admin.destroy();
  const template = await createDataSource(withDatabase(postgres.url, TEMPLATE), 1).initialize();
  await template.runMigrations();
  await template.query('CREATE EXTENSION pg_stat_statements');
  await template.destroy();
  process.env.TEST_POSTGRES_URL = postgres.url;
  process.env.TEST_TEMPORAL_ADDRESS = temporal.address;
  return async () => {
    await temporal.stop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
}
