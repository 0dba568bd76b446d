/**
 * `npm run migration:run` brings the database at DATABASE_URL to this version; `npm run migration:show` lists what ran
 * and what is to come. There is no way down: a released migration is mended by the next one.
 */
import './platform/reflect.js';
import type { DataSource } from 'typeorm';
import { createDataSource } from './core/data-source.js';
import { readEnvironment, SettingsError } from './platform/config.js';

async function show(dataSource: DataSource): Promise<string> {
  const [{ there }] = await dataSource.query("SELECT to_regclass('migrations') IS NOT NULL AS there");
  const rows: { name: string }[] = there ? await dataSource.query('SELECT name FROM migrations') : [];
  const ran = new Set(rows.map(({ name }) => name));
  return dataSource.migrations.map(({ name = '' }) => `${ran.has(name) ? '✓' : '·'} ${name}`).join('\n');
}

async function migrate(dataSource: DataSource): Promise<string> {
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
