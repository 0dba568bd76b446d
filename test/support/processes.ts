/** Programs as processes of their own, as tests start them. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
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

/** The URLs of all files that processes had loaded which ended in order, with this folder as NODE_V8_COVERAGE. */
export async function filesLoaded(dir: string): Promise<string[]> {
  const texts = await Promise.all((await readdir(dir)).map((name) => readFile(join(dir, name), 'utf8')));
  return texts.flatMap((text) => (JSON.parse(text).result as { url: string }[]).map(({ url }) => url));
}
