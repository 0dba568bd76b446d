/** The program as it was at an earlier commit. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Later } from './measurement.js';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');

export interface BuildBefore {
  /** Its `tocsin.js`. */
  program: string;
  /** As `1a2b3c4d what it said`. */
  commit: string;
}

/**
 * The commit before the newest migration came in: of those the newest whose migrations all have the names that they have now. One that
 * was numbered anew before its release would run twice.
 */
export async function commitBeforeMigration(): Promise<string> {
  const args = ['log', '--first-parent', '-m', '--diff-filter=A', '--format=%H', '--', 'migrations'];
  const commits = (await git(args)).split('\n').filter(Boolean);
  const now = new Set(await migrationsAt('HEAD'));
  for (const commit of commits) {
    const before = await migrationsAt(`${commit}^`).catch((): string[] => []);
    if (before.length > 0 && before.every((name) => now.has(name))) return `${commit}^`;
  }
  throw new Error('This checkout has no history of migrations: name a commit by BEFORE.');
}

const migrationsAt = async (ref: string): Promise<string[]> =>
  (await git(['ls-tree', '--name-only', ref, 'migrations/'])).match(/\d+-\S+\.ts/g) ?? [];

const git = async (args: string[]): Promise<string> => (await run('git', args, { cwd: ROOT })).stdout;

/** Compiled in a folder of its own, with the packages of this checkout. */
export async function buildAt(ref: string, later: Later): Promise<BuildBefore> {
  const dir = await mkdtemp(join(tmpdir(), 'tocsin-before-'));
  later(() => rm(dir, { recursive: true, force: true }));
  const { stdout } = await run('git', ['log', '-1', '--format=%h %s', ref, '--'], { cwd: ROOT });
  const archive = join(dir, 'sources.tar');
  await run('git', ['archive', `--output=${archive}`, ref], { cwd: ROOT });
  await run('tar', ['-xf', archive, '-C', dir]);
  await symlink(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
  await run('npx', ['tsc', '-p', 'tsconfig.json'], { cwd: dir });
  await run(process.execPath, ['dist/src/temporal/bundle.js'], { cwd: dir });
  return { program: join(dir, 'dist/src/tocsin.js'), commit: stdout.trim() };
}
