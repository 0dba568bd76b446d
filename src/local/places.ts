// Where the local run keeps data and programs, and as whom PostgreSQL runs there (it refuses to run as root).
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runProgram } from '../platform/run-program.js';
import { MOVED, noteDataFolder, SHARED_DIR } from './launcher/clusters.js';
import { LocalError } from './steps.js';

/** The unprivileged user a child process runs as. */
export interface RunAs {
  uid: number;
  gid: number;
}

/** `nobody` on Debian, Fedora, Arch and most others. */
const NOBODY: RunAs = { uid: 65534, gid: 65534 };

/** The folder for downloaded programs, shared by all checkouts of a user. */
export function cacheDir(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tocsin');
}

/** Who runs PostgreSQL on `clusterDir`: null means ourselves; root gives way to the data's owner, or to `nobody`. */
export async function unprivileged(clusterDir: string): Promise<RunAs | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(clusterDir).catch(() => null);
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY;
}

/** Makes a folder that other users may pass through, whatever our umask is. */
export async function makePassable(dir: string): Promise<void> {
  if (await mkdir(dir, { recursive: true, mode: 0o755 })) await chmod(dir, 0o755);
}

/**
 * The folder that really holds a cluster: `dataDir`, or a folder in /var/lib/tocsin when the user PostgreSQL must run as
 * can't get to `dataDir` (below /root, say). A note in `dataDir` remembers that, so deleting `dataDir`
 * starts afresh; a note beside the cluster names `dataDir`, so that a cluster whose data folder is gone is found.
 */
export async function reachableHome(dataDir: string, log: (line: string) => void): Promise<string> {
  const runAs = await unprivileged(join(dataDir, 'cluster'));
  const moved = join(dataDir, MOVED);
  if (existsSync(moved)) {
    const home = (await readFile(moved, 'utf8')).trim();
    await makePassable(home);
    noteDataFolder(home, dataDir);
    return home;
  }
  if (!runAs || (await canWriteBelow(dataDir, runAs))) return dataDir;
  if (existsSync(join(dataDir, 'cluster'))) {
    throw new LocalError(
      `User ${runAs.uid}, who owns the database in ${dataDir}, can't get to it any more.`,
      `Let others pass through the folders above it (chmod o+x), or run as the user who owns it.`,
    );
  }
  const home = unusedHome(dataDir);
  await makePassable(SHARED_DIR);
  await makePassable(home);
  // In this order: a cluster that nobody names yet is never taken for an abandoned one.
  await writeFile(moved, `${home}\n`);
  noteDataFolder(home, dataDir);
  log(`PostgreSQL can't run as root, and user ${runAs.uid} can't get to ${dataDir}: the database is kept in ${home}`);
  return home;
}

function unusedHome(dataDir: string): string {
  const base = join(SHARED_DIR, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  let home = base;
  for (let number = 2; existsSync(home); number++) home = `${base}-${number}`;
  return home;
}

/** Tries it, because modes alone don't tell (access lists, network file systems, containers). */
async function canWriteBelow(dir: string, runAs: RunAs): Promise<boolean> {
  const probe = join(dir, `probe-${process.pid}`);
  try {
    await mkdir(probe);
    await chown(probe, runAs.uid, runAs.gid);
    await runProgram('/bin/sh', ['-c', 'cd "$1" && : > file', 'sh', probe], { cwd: '/', ...runAs });
    return true;
  } catch {
    return false;
  } finally {
    await rm(probe, { recursive: true, force: true });
  }
}
