/** Programs as processes of their own, as tests start them. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

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
