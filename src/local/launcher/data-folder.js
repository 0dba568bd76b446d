/** One run per data folder: two would share databases and overwrite each other's settings. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processBeginning } from './processes.js';

/**
 * Why something can't be done, and what its user can do about it.
 * @typedef {{ message: string, wayOut: string }} Refusal
 */

/**
 * Takes a data folder (made if missing) for this process until it ends; once more is no fault. The note in it names the
 * process and its beginning, so that the note of a killed run stops nobody.
 * @param {string} dir
 * @returns {Refusal | null} null: the folder is ours
 */
export function claimDataFolder(dir) {
  const note = join(dir, 'run.pid');
  try {
    mkdirSync(dir, { recursive: true });
    const holder = holderOf(note);
    if (holder === process.pid) return null;
    if (holder !== null) return inUse(dir, holder);
    rmSync(note, { force: true });
    writeFileSync(note, `${process.pid} ${processBeginning(process.pid)}\n`, { flag: 'wx' });
  } catch (error) {
    const { code, message, syscall } = /** @type {NodeJS.ErrnoException} */ (error);
    // Another start was quicker by a moment.
    if (code === 'EEXIST' && syscall === 'open') return inUse(dir, holderOf(note));
    return {
      message: `The data folder ${dir} can't be used: ${code === 'EEXIST' ? 'it is a file' : message}`,
      wayOut: 'Run as the user who made it, or set TOCSIN_DATA_DIR to a folder that you may write to.',
    };
  }
  process.once('exit', () => rmSync(note, { force: true }));
  return null;
}

/**
 * @param {string} note
 * @returns {number | null} the process that holds the folder and still runs
 */
function holderOf(note) {
  try {
    const [pid, beginning] = readFileSync(note, 'utf8').trim().split(' ');
    return processBeginning(Number(pid)) === beginning ? Number(pid) : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} dir
 * @param {number | null} holder
 * @returns {Refusal}
 */
function inUse(dir, holder) {
  return {
    message: `Tocsin already runs on the data in ${dir}${holder === null ? '' : ` (process ${holder})`}.`,
    wayOut: 'Stop that run first (Ctrl-C there), or give this one its own: TOCSIN_DATA_DIR=… PORT=… npm start',
  };
}
