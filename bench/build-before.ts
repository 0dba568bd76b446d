/** The program as it was at an earlier commit. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');

export interface BuildBefore {
  /** Its `tocsin.js`. */
  program: string;
  /** As `1a2b3c4d what it said`. */
  commit: string;
  remove(): Promise<void>;
}

/** The commit before the newest migration came in. */
export async function commitBeforeMigration(): Promise<string> {
  const args = ['log', '-1', '--first-parent', '-m', '--diff-filter=A', '--format=%H', '--', 'migrations'];
  const { stdout } = await run('git', args, { cwd: ROOT });
  if (!stdout.trim()) throw new Error('This checkout has no history of migrations: name a commit by BEFORE.');
  return `${stdout.trim()}^`;
}

/** Compiled in a worktree of its own, with the packages of this checkout. */
export async function buildAt(ref: string): Promise<BuildBefore> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-before-'));
  const dir = join(folder, 'tocsin');
  await run('git', ['worktree', 'add', '--detach', dir, ref], { cwd: ROOT });
  const remove = async () => {
    await run('git', ['worktree', 'remove', '--force', dir], { cwd: ROOT });
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await symlink(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
    await run('npx', ['tsc', '-p', 'tsconfig.json'], { cwd: dir });
    await run(process.execPath, ['dist/src/temporal/bundle.js'], { cwd: dir });
    const { stdout } = await run('git', ['log', '-1', '--format=%h %s'], { cwd: dir });
    return { program: join(dir, 'dist/src/tocsin.js'), commit: stdout.trim(), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
