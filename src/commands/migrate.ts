/** `tocsin migrate`: brings the database to this version. There is no way down: a released migration is mended by the next one. */
import '../platform/reflect.js';
import type { DataSource } from 'typeorm';
import { createDataSource, listMigrations } from '../core/data-source.js';
import type { Secret } from '../platform/secrets/secret.js';
import { type CommandCall, readArgs, UsageError } from './command.js';

export const HELP = `tocsin migrate         brings the database at DATABASE_URL to this version
tocsin migrate show    lists what ran (✓) and what is to come (·)

DATABASE_URL names the database's owner. Migrations only go forward; two at once wait for each other.`;

export async function run({ args, settings }: CommandCall): Promise<undefined> {
  const [word, ...more] = readArgs(args, {}).positionals;
  if ((word !== undefined && word !== 'show') || more.length > 0)
    throw new UsageError('It is written tocsin migrate, or tocsin migrate show.');
  const url = settings('DATABASE').DATABASE_URL as Secret;
  const dataSource = await createDataSource(url.reveal(), 1).initialize();
  try {
    console.log(await (word === 'show' ? show(dataSource) : migrate(dataSource)));
  } finally {
    await dataSource.destroy();
  }
}

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
