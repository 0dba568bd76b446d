/**
 * PostgreSQL's clusters that lie outside their data folders: root runs PostgreSQL as another user, who often can't get to
 * the data folder (places.ts). When such a folder is deleted, its cluster stays behind: about 50 MB.
 */
import { appendFileSync, existsSync, lstatSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from './processes.js';

/** For what root runs as somebody else and can't keep in root's own folders. */
export const SHARED_DIR = '/var/lib/tocsin';
/** In a data folder: where its cluster lies. */
export const MOVED = 'moved-to';
/** Beside a cluster: the data folders that have named it, one a line (a copied data folder names the same one). */
const DATA_FOLDERS = 'data-folders';

/**
 * @typedef {object} SharedCluster
 * @property {string} home its folder
 * @property {string[]} dataFolders the folders that have named it; none: an older version made it, and nobody can tell
 * @property {'KEPT' | 'RUNNING' | 'UNKNOWN' | 'ABANDONED'} state KEPT: a data folder names it; RUNNING: none does, but a server uses it
 * @property {number | null} server the process of that server
 */

/**
 * Remembers beside a cluster which data folder names it.
 * @param {string} home
 * @param {string} dataFolder
 */
export function noteDataFolder(home, dataFolder) {
  if (!dataFoldersOf(home).includes(dataFolder)) appendFileSync(join(home, DATA_FOLDERS), `${dataFolder}\n`);
}

/**
 * @param {string} sharedDir
 * @param {string} [ownFolder] a data folder that may have been moved since it was noted
 * @returns {SharedCluster[]}
 */
export function listClusters(sharedDir, ownFolder) {
  if (!existsSync(sharedDir)) return [];
  const homes = readdirSync(sharedDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^[0-9a-f]{16}(-\d+)?$/.test(entry.name))
    .map((entry) => join(sharedDir, entry.name));
  return homes.map((home) => clusterAt(home, ownFolder));
}

/**
 * Removes a cluster if it is still abandoned.
 * @param {SharedCluster} cluster
 * @param {string} [ownFolder]
 * @returns {boolean} whether it was removed
 */
export function removeAbandoned({ home }, ownFolder) {
  if (clusterAt(home, ownFolder).state !== 'ABANDONED') return false;
  rmSync(home, { recursive: true, force: true });
  return true;
}

/**
 * The space that a folder takes, in bytes.
 * @param {string} dir
 */
export function folderBytes(dir) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .map((entry) => (entry.isFile() ? lstatSync(join(entry.parentPath, entry.name)).blocks * 512 : 0))
    .reduce((sum, bytes) => sum + bytes, 0);
}

/**
 * @param {string} home
 * @param {string | undefined} ownFolder
 * @returns {SharedCluster}
 */
function clusterAt(home, ownFolder) {
  const dataFolders = dataFoldersOf(home);
  const server = serverOn(join(home, 'cluster'));
  const candidates = ownFolder === undefined ? dataFolders : [...dataFolders, ownFolder];
  const kept = candidates.some((folder) => names(folder, home));
  const unkept = dataFolders.length === 0 ? 'UNKNOWN' : server === null ? 'ABANDONED' : 'RUNNING';
  return { home, dataFolders, server, state: kept ? 'KEPT' : unkept };
}

/** @param {string} home */
function dataFoldersOf(home) {
  const file = join(home, DATA_FOLDERS);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

/**
 * Whether a data folder names this cluster. One that can't be looked at (a network that is away) may.
 * @param {string} dataFolder
 * @param {string} home
 */
function names(dataFolder, home) {
  try {
    return readFileSync(join(dataFolder, MOVED), 'utf8').trim() === home;
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
}

/**
 * @param {string} dir a cluster
 * @returns {number | null} the process of the server that runs on it
 */
function serverOn(dir) {
  const file = join(dir, 'postmaster.pid');
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : Number.NaN;
  return pid > 0 && commandLine(pid).includes(`-D ${dir} `) ? pid : null;
}
