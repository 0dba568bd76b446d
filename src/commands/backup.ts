/** `tocsin backup`: all that PostgreSQL has, in one file; of "npm start" a copy of its data folder. */
import { resolve } from 'node:path';
import { systemTime } from '../platform/clock.js';
import { SettingsError } from '../platform/exit-codes.js';
import { copyDataFolder, isDataFolder } from './backups/data-folder.js';
import { dumpDatabase } from './backups/dump.js';
import { type CommandCall, readArgs, UsageError } from './command.js';

export const HELP = `tocsin backup [FILE]      writes the database at DATABASE_URL into a file (pg_dump's custom format)
tocsin backup [FOLDER]    without DATABASE_URL: copies what "npm start" keeps (TOCSIN_DATA_DIR), while it does not run

It is read back before it gets its name, only its owner can read it, and it never takes the place of another one. Without a
name it is called by the moment. Needs pg_dump of the server's major version or newer.

In it: everything that Tocsin stores. Not in a file: TOCSIN_ENCRYPTION_KEYS and other settings (keep the keys elsewhere: without
them bodies and secrets cannot be opened), and Temporal's state, which "tocsin rebuild" makes anew. A folder has its keys in it.`;

export const INTERRUPTED = 'No backup was written.';

export async function run({ args, settings }: CommandCall): Promise<undefined> {
  const [name, ...more] = readArgs(args, {}).positionals;
  if (more.length > 0) throw new UsageError('Name one file: tocsin backup tocsin.dump');
  const { DATABASE_URL, TOCSIN_DATA_DIR } = settings();
  const moment = systemTime().toISOString().replace(/\..*/, 'Z').replaceAll(':', '-');
  if (DATABASE_URL) return backUpDatabase(DATABASE_URL.reveal(), resolve(name ?? `tocsin-${moment}.dump`));
  if (await isDataFolder(TOCSIN_DATA_DIR))
    return backUpFolder(resolve(TOCSIN_DATA_DIR), resolve(name ?? `tocsin-${moment}`));
  throw new SettingsError(
    `Set DATABASE_URL to the database that is to be backed up, as its owner; or TOCSIN_DATA_DIR to what "npm start" keeps (there is nothing in ${TOCSIN_DATA_DIR}).`,
  );
}

async function backUpDatabase(databaseUrl: string, file: string): Promise<undefined> {
  const { bytes, tables, rows, at, server } = await dumpDatabase(databaseUrl, file);
  console.log(`${file}
PostgreSQL ${server} as of ${at.toISOString()}: ${tables} tables, ${rows} rows, all of them read back; ${megabytes(bytes)}.
Not in it: TOCSIN_ENCRYPTION_KEYS (keep them elsewhere, without them bodies and secrets cannot be opened), other settings,
roles of the server, Temporal's state.`);
}

async function backUpFolder(dataDir: string, target: string): Promise<undefined> {
  const { folder, files, bytes } = await copyDataFolder(dataDir, target);
  console.log(`${folder}
A copy of ${dataDir}: ${files} files, all of them read back; ${megabytes(bytes)}. Its encryption keys are in it: keep it as safe as them.
Not in it: Temporal's state, which the next start makes anew.`);
}

const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(1)} MB`;
