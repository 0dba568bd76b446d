/** `tocsin restore`: what `tocsin backup` wrote, brought into an empty place. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { SettingsError } from '../platform/exit-codes.js';
import { isDataFolder, restoreDataFolder } from './backups/data-folder.js';
import { restoreDatabase } from './backups/dump.js';
import { type CommandCall, readArgs, UsageError } from './command.js';

export const HELP = `tocsin restore FILE      brings a file of "tocsin backup" into the database at DATABASE_URL, which must be empty
tocsin restore FOLDER    brings a copy of what "npm start" keeps to TOCSIN_DATA_DIR, where there must be nothing

All or nothing, and every table is counted afterwards. Then: tocsin migrate, tocsin start api, tocsin rebuild, tocsin start worker
(docs/guide/backup.md). Needs the TOCSIN_ENCRYPTION_KEYS of the time of the backup.`;

export const INTERRUPTED = 'Nothing was restored: what was there stays as it was.';

export async function run({ args, settings }: CommandCall): Promise<undefined> {
  const [name, ...more] = readArgs(args, {}).positionals;
  if (name === undefined || more.length > 0) throw new UsageError('Name one backup: tocsin restore tocsin.dump');
  const { DATABASE_URL, TOCSIN_DATA_DIR } = settings();
  const found = await stat(name).catch(() => null);
  if (!found) throw new UsageError(`There is no ${name}.`);
  if (found.isDirectory()) return restoreFolder(resolve(name), resolve(TOCSIN_DATA_DIR));
  if (!DATABASE_URL)
    throw new SettingsError('Set DATABASE_URL to the empty database that it is brought to, as its owner.');
  const { tables, rows, at } = await restoreDatabase(DATABASE_URL.reveal(), resolve(name));
  console.log(`Restored as of ${at}: ${tables} tables, ${rows} rows, all of them there.
Next: tocsin migrate
      tocsin start api      webhooks are stored again
      tocsin rebuild --restored-to ${at}
      tocsin start worker`);
}

async function restoreFolder(folder: string, dataDir: string): Promise<undefined> {
  if (!(await isDataFolder(folder))) throw new UsageError(`${folder} is no copy of what "npm start" keeps.`);
  const { files } = await restoreDataFolder(folder, dataDir);
  console.log(`Restored to ${dataDir}: ${files} files, all of them read back.
Next: npm start           Temporal's state is made anew within minutes`);
}
