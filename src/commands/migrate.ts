/** `tocsin migrate`: brings the database to this version. There is no way down: a released migration is mended by the next one. */
import '../platform/reflect.js';
import type { DataSource } from 'typeorm';
import { listLaterMigrations, listMigrations, openForMigrations } from '../core/data-source.js';
import { runMigrations } from '../core/migrating.js';
import type { Secret } from '../platform/secrets/secret.js';
import { type CommandCall, readArgs, UsageError } from './command.js';

export const HELP = `tocsin migrate         brings the database at DATABASE_URL to this version
tocsin migrate show    lists what ran (✓) and what is to come (·)

DATABASE_URL names the database's owner. Migrations only go forward; two at once wait for each other, and one that fails leaves
nothing behind. One that needs a table which others use says whom it waits for, ten minutes at most, and holds up nobody meanwhile. If the user may not make the role tocsin_app, it says what an administrator has to run, before anything is changed.`;

/** For a table that others use, all in all, and between two tries. */
const [PATIENCE_MS, PAUSE_MS] = [10 * 60_000, 3_000];

export const INTERRUPTED = 'Migrations that ran stay; the one under way is undone. Run it again.';

export async function run({ args, settings }: CommandCall): Promise<undefined> {
  const [word, ...more] = readArgs(args, {}).positionals;
  if ((word !== undefined && word !== 'show') || more.length > 0)
    throw new UsageError('It is written tocsin migrate, or tocsin migrate show.');
  const url = settings('DATABASE').DATABASE_URL as Secret;
  const dataSource = await openForMigrations(url.reveal());
  try {
    console.log(await (word === 'show' ? showMigrations(dataSource) : migrate(dataSource)));
  } finally {
    await dataSource.destroy();
  }
}

async function showMigrations(dataSource: DataSource): Promise<string> {
  return (await listMigrations(dataSource)).map(migrationLine).join('\n');
}

const migrationLine = ({ name, ran }: { name: string; ran: boolean }) => `${ran ? '✓' : '·'} ${name}`;

async function migrate(dataSource: DataSource): Promise<string> {
  const ran = await runMigrations(dataSource, { say: console.error, patienceMs: PATIENCE_MS, pauseMs: PAUSE_MS });
  if (ran.length > 0) {
    const lines = ran.map((name) => migrationLine({ name, ran: true }));
    return [...lines, `Ran ${ran.length === 1 ? 'one migration' : `${ran.length} migrations`}.`].join('\n');
  }
  const later = await listLaterMigrations(dataSource);
  return later.length === 0
    ? 'Nothing to do: the database is up to date.'
    : `Nothing to do: a newer version has migrated this database (${later.join(', ')}); it stays as it is.`;
}
