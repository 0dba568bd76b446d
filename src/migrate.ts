/** `npm run migration:run`: brings the database at DATABASE_URL to this version and exits. */
import './reflect.js';
import { productionConfig, readEnvironment } from './config.js';
import { createDataSource } from './data-source.js';

try {
  const { databaseUrl } = productionConfig(readEnvironment(process.env));
  const dataSource = await createDataSource(databaseUrl, 1).initialize();
  const done = await dataSource.runMigrations();
  console.log(
    done.length > 0
      ? `Ran ${done.map((migration) => migration.name).join(', ')}.`
      : 'Nothing to do: the database is up to date.',
  );
  await dataSource.destroy();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
