/** What the system says about processes. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * The command line of a process with spaces between its words; empty if there is no such process.
 * @param {number} pid
 * @returns {string}
 */
export function commandLine(pid) {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-o', 'command=', '-ww', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/**
 * When a process began, in the system's own words: ids are reused, an id with its beginning is not. Null if it does not run.
 * @param {number} pid
 * @returns {string | null}
 */
export function processBeginning(pid) {
  try {
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' })
        .trim()
        .replaceAll(' ', '_');
    const [state, , , , , , , , , , , , , , , , , , , ticks] = processFields(pid);
    return state === 'Z' || state === 'X' ? null : (ticks ?? null);
  } catch {
    return null;
  }
}

/** Clock ticks per second in /proc: 100 on every platform that Node runs on. */
const TICKS = 100;

/**
 * How long ago the command was typed, in ms: npm runs for some tenths of a second before it runs us. Where the system does
 * not say so in /proc, the age of this process.
 * @returns {number}
 */
export function commandAge() {
  const age = performance.now();
  try {
    const uptime = Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]);
    // npm runs a shell that runs us. An npm further up runs something longer, in which we are one part.
    for (let pid = process.ppid, steps = 0; pid > 1 && steps < 2; steps++) {
      const fields = processFields(pid);
      if (commandLine(pid).startsWith('npm ')) return Math.max(age, (uptime - Number(fields[19]) / TICKS) * 1_000);
      pid = Number(fields[1]);
    }
  } catch {
    // No /proc here.
  }
  return age;
}

/**
 * The fields of /proc/…/stat from the third one (state) on; the second, a name in brackets, may hold spaces.
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 * @param {number} pid
 */
function processFields(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}
