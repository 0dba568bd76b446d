/** Processes of the local run, as tests start them. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { join } from 'node:path';

export interface StartedProcess {
  child: ChildProcess;
  /** All that it has said so far. */
  output(): string;
  /** Its exit code; null if a signal ended it. */
  ended: Promise<number | null>;
}

export function startProcess(args: string[], options: SpawnOptions): StartedProcess {
  const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout?.on('data', (data: Buffer) => (output += data));
  child.stderr?.on('data', (data: Buffer) => (output += data));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output: () => output, ended };
}

const LAUNCHER = join(import.meta.dirname, 'launcher-run.js');

/** `npm start` with `args` in the repository `root`. */
export function startLauncher(root: string, env: NodeJS.ProcessEnv = {}, args: string[] = []): StartedProcess {
  const options = { cwd: root, env: { PATH: process.env.PATH, ...env } };
  return startProcess([LAUNCHER, root, join(root, 'shared'), ...args], options);
}
