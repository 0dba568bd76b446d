// Child processes of the local run: output drained, stopped in order, and what a killed run left behind ended first.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandLine } from './launcher/processes.js';
import type { RunAs } from './places.js';
import { LocalError } from './steps.js';

const TAIL_LINES = 20;
const POLL_MS = 25;

/** A signal and how long (ms) to wait for the end before the next, harsher one. */
export type StopSignal = readonly [signal: NodeJS.Signals, waitMs: number];

/** A running server process. */
export interface Child {
  pid: number;
  /** Resolves when the process has ended, with its last lines of output. */
  ended: Promise<string>;
  /** Ends the process and waits for that; further calls wait for the same end. */
  stop(): Promise<void>;
}

/** How to start a server process. */
export interface ChildOptions {
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
  runAs: RunAs | null;
  stopSignals: readonly StopSignal[];
  onLine(line: string): void;
}

/**
 * Starts a server in a process group of its own, so that Ctrl-C reaches only us and we stop things in order.
 * Throws if the command can't be started at all.
 */
export function startChild(options: ChildOptions): Child {
  const child = spawn(options.command, options.args, {
    cwd: '/',
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...options.runAs,
  });
  const tail: string[] = [];
  const onLine = (line: string) => {
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
    options.onLine(line);
  };
  drain(child.stdout, onLine);
  drain(child.stderr, onLine);
  const endWithUs = () => void child.kill(options.stopSignals[0]?.[0]);
  process.once('exit', endWithUs);
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(tail.join('\n')));
  }).finally(() => process.off('exit', endWithUs));
  const { pid } = child;
  if (pid === undefined)
    throw new LocalError(`Can't run ${options.command}.`, 'Check that it exists and is executable.');
  let stopped: Promise<void> | undefined;
  return {
    pid,
    ended,
    stop: () => (stopped ??= stopProcess((signal) => child.kill(signal), ended, options.stopSignals)),
  };
}

async function stopProcess(
  kill: (signal: NodeJS.Signals) => void,
  ended: Promise<unknown>,
  signals: readonly StopSignal[],
): Promise<void> {
  for (const [signal, waitMs] of signals) {
    kill(signal);
    const timer = new AbortController();
    const late = sleep(waitMs, 'late', { signal: timer.signal }).catch(() => 'stopped');
    const outcome = await Promise.race([ended.then(() => 'ended'), late]);
    timer.abort();
    if (outcome === 'ended') return;
  }
  throw new Error(`A child process does not end, not even by ${signals.at(-1)?.[0]}.`);
}

function drain(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  });
  stream.on('end', () => rest && onLine(rest));
}

/** Notes which process a server is and that we started it. Synchronous: no moment between start and note. */
export function writePidFile(file: string, pid: number): void {
  // Another user's note can be replaced where it can't be overwritten.
  rmSync(file, { force: true });
  writeFileSync(file, `${pid} ${process.pid}\n`);
}

/** What `writePidFile` noted; nulls if there is no such file. */
export async function readPidFile(file: string): Promise<{ pid: number | null; ownerPid: number | null }> {
  const [pid, ownerPid] = (await readFile(file, 'utf8').catch(() => '')).split(' ').map(Number);
  return { pid: pid || null, ownerPid: ownerPid || null };
}

/** A process that an earlier run may have left: who it was, who started it, and what its command line must contain (arguments end in a space). */
export interface Leftover {
  what: string;
  pid: number | null;
  ownerPid: number | null;
  marker: string;
  stopSignals: readonly StopSignal[];
}

/**
 * Ends the server of an earlier run that was killed; true if there was one. A process id alone proves nothing (ids are
 * reused, above all in containers), so the command line must match; and a server whose parent is still the process that
 * started it is no leftover but a run in progress, which is a LocalError.
 */
export async function endLeftover({ what, pid, ownerPid, marker, stopSignals }: Leftover): Promise<boolean> {
  if (pid === null || !commandLine(pid).includes(marker)) return false;
  if (ownerPid !== null && parentProcess(pid) === ownerPid) {
    throw new LocalError(
      `${what} on these data is already running, for process ${ownerPid}.`,
      'Stop that run first (Ctrl-C there), or set TOCSIN_DATA_DIR to another folder for this one.',
    );
  }
  for (const [signal, waitMs] of stopSignals) {
    process.kill(pid, signal);
    for (const until = Date.now() + waitMs; Date.now() < until; await sleep(POLL_MS)) {
      if (!commandLine(pid).includes(marker)) return true;
    }
  }
  throw new LocalError(`${what} of an earlier run (process ${pid}) does not end.`, `End it yourself: kill -9 ${pid}`);
}

function parentProcess(pid: number): number | null {
  try {
    if (process.platform !== 'linux') {
      return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }));
    }
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return null;
  }
}
