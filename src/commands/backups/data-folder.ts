/** What "npm start" keeps, copied while nothing runs on it; Temporal's data are left out, since the next start makes them anew. */
import { createHash } from 'node:crypto';
import { createReadStream, rmSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, readdir, realpath, rename, rmdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { MOVED } from '../../local/launcher/clusters.js';
import { claimDataFolder } from '../../local/launcher/data-folder.js';
import { reachableHome } from '../../local/places.js';
import { startPostgres } from '../../local/postgres.js';
import { EXIT, FatalError } from '../../platform/exit-codes.js';
import { clearedBy } from '../interruption.js';

export interface CopiedFolder {
  folder: string;
  files: number;
  bytes: number;
}

/** Not copied: what a start makes anew, and what is of one run. */
const LEFT_OUT = ['temporal', 'run.pid'];
const POSTGRES = 'postgres';
/** Within `postgres/`, of this place and no other. */
const OF_THIS_PLACE = [MOVED, 'data-folders', 'postmaster.pid'];

/** Whether "npm start" has been there. */
export const isDataFolder = async (folder: string): Promise<boolean> =>
  (await stat(join(folder, 'local.json')).catch(() => null)) !== null;

/**
 * Copies a data folder. Every file of the copy is read back.
 * @throws a FatalError where something runs on it, or the copy would take the place of something
 */
export async function copyDataFolder(dataDir: string, folder: string): Promise<CopiedFolder> {
  claim(dataDir);
  await expectNothing(folder, 'a backup is never overwritten: name another folder');
  await comeToRest(dataDir);
  const home = await reachableHome(await realpath(join(dataDir, POSTGRES)), () => undefined);
  return asDraft(folder, async (draft) => {
    await mkdir(draft, { mode: 0o700 });
    for (const name of await readdir(dataDir))
      if (name !== POSTGRES && !LEFT_OUT.includes(name)) await copyTree(join(dataDir, name), join(draft, name));
    await copyTree(home, join(draft, POSTGRES), OF_THIS_PLACE);
    const copied = await compareFolders(home, join(draft, POSTGRES));
    const others = await compareFolders(dataDir, draft, [POSTGRES]);
    await rename(draft, folder);
    return { folder, files: copied.files + others.files, bytes: copied.bytes + others.bytes };
  });
}

/** Nothing of it stays where `work` fails, or is interrupted. */
async function asDraft<Result>(folder: string, work: (draft: string) => Promise<Result>): Promise<Result> {
  const draft = `${folder}.part`;
  const clear = () => rmSync(draft, { recursive: true, force: true });
  // What a killed one left.
  clear();
  try {
    return await clearedBy(clear, () => work(draft));
  } finally {
    clear();
  }
}

/** Brings a copy into a data folder that is not there yet, or empty. @throws a FatalError otherwise. */
export async function restoreDataFolder(folder: string, dataDir: string): Promise<CopiedFolder> {
  await rmdir(dataDir).catch(() => undefined);
  await expectNothing(dataDir, 'a restore never overwrites: move it away, or set TOCSIN_DATA_DIR to another folder');
  return asDraft(dataDir, async (draft) => {
    await copyTree(folder, draft);
    const copied = await compareFolders(folder, draft);
    // As a start makes it: PostgreSQL, where it runs as another user, passes through to its own part.
    await chmod(draft, 0o755);
    await rename(draft, dataDir);
    return { folder: dataDir, ...copied };
  });
}

/** Until this process ends. */
function claim(dataDir: string): void {
  const refusal = claimDataFolder(dataDir);
  if (refusal)
    throw new FatalError(
      `${refusal.message} Stop it first (Ctrl-C there): a copy of a database that works is none.`,
      EXIT.failed,
    );
}

/** A server that a killed run left behind is stopped, and what it did not finish is. */
async function comeToRest(dataDir: string): Promise<void> {
  const postgres = await startPostgres({ dataDir: join(dataDir, POSTGRES) });
  await postgres.stop();
}

async function expectNothing(path: string, because: string): Promise<void> {
  if (await stat(path).catch(() => null))
    throw new FatalError(`${path} is there already, and ${because}.`, EXIT.failed);
}

async function copyTree(from: string, to: string, without: readonly string[] = []): Promise<void> {
  const filter = (path: string) => !without.includes(relative(from, path));
  await cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true, errorOnExist: true, filter });
  // A folder that is made gets the mode of a new one.
  const { mode } = await lstat(from);
  await chmod(to, mode & 0o7777);
}

/** @throws a FatalError where a file of `copy` differs from the one in `source`. */
async function compareFolders(
  source: string,
  copy: string,
  without: readonly string[] = [],
): Promise<{ files: number; bytes: number }> {
  const sum = { files: 0, bytes: 0 };
  for (const entry of await readdir(copy, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(copy, path);
    if (!entry.isFile() || without.some((one) => name.startsWith(`${one}/`))) continue;
    if ((await fileHash(path)) !== (await fileHash(join(source, name))))
      throw new FatalError(`${path} is not what it is a copy of: is there room on the disk?`, EXIT.failed);
    sum.files++;
    sum.bytes += (await stat(path)).size;
  }
  return sum;
}

async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
