/**
 * `npm run migration:run` brings the database at DATABASE_URL to this version; `npm run migration:show` lists what ran
 * and what is to come. There is no way down: a released migration is mended by the next one.
 */
import './platform/reflect.js';
import type { DataSource } from 'typeorm';
import { createDataSource, listMigrations } from './core/data-source.js';
import { readEnvironment, SettingsError } from './platform/config.js';

async function show(dataSource: DataSource): Promise<string> {
  return (await listMigrations(dataSource)).map(({ name, ran }) => `${ran ? '✓' : '·'} ${name}`).join('\n');
}

/** As long as a statement may take (20 s), a second process waits for the end of the first one. */
async function migrate(dataSource: DataSource): Promise<string> {
  // Held by the one connection of this process, until its end.
  await dataSource.query("SELECT pg_advisory_lock(hashtext('tocsin.migrations'))");
  const done = await dataSource.runMigrations();
  if (done.length === 0) return 'Nothing to do: the database is up to date.';
  return `Ran ${done.map((migration) => migration.name).join(', ')}.`;
}

try {
  const { DATABASE_URL } = readEnvironment(process.env);
  if (!DATABASE_URL) throw new SettingsError('Set DATABASE_URL to the database that is to be migrated, as its owner.');
  const dataSource = await createDataSource(DATABASE_URL, 1).initialize();
  console.log(await (process.argv[2] === 'show' ? show(dataSource) : migrate(dataSource)));
  await dataSource.destroy();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
