/** Compiles what changed since the last build, with the project's own compiler. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, hashOfFiles, readText } from './inputs.js';

/** What is started. */
export const PROGRAM = 'dist/src/local.js';
const CONFIG = 'tsconfig.build.json';
const COMPILER = 'node_modules/@typescript/native/bin/tsc';
/** What the build was made of, as `{ inputs, record }`: hashes. */
const STAMP = 'dist/.start-stamp';
/** The compiler's own record of what it wrote: it changes with every build, by whomever (`npm test` writes to dist too). */
const RECORD = 'dist/.tsbuildinfo';

/**
 * Why dist/ is not what the sources say; null where it is.
 * @param {string} root the repository
 * @returns {'the first build' | 'the sources changed' | 'dist was written by another build' | null}
 */
export function reasonToBuild(root) {
  const [stamp, record] = [readText(join(root, STAMP)), readText(join(root, RECORD))];
  if (stamp === null || record === null || !existsSync(join(root, PROGRAM))) return 'the first build';
  const built = JSON.parse(stamp);
  if (built.inputs !== inputsHash(root)) return 'the sources changed';
  return built.record === hashOf(record) ? null : 'dist was written by another build';
}

/**
 * Compiles; what is wrong with the sources goes to this terminal. The compiler is incremental by itself, but takes
 * seconds to see that there is nothing to do.
 * @param {string} root the repository
 * @returns {Promise<boolean>} false: the sources do not compile, and dist/ is of no use until they do
 */
export async function build(root) {
  // Before the first output is written: a build that is cut short must not pass for a whole one.
  rmSync(join(root, STAMP), { force: true });
  // Whose outputs were deleted would not be written again: the compiler trusts its record.
  if (!existsSync(join(root, PROGRAM))) rmSync(join(root, RECORD), { force: true });
  const inputs = inputsHash(root);
  const child = spawn(process.execPath, [join(root, COMPILER), '-p', CONFIG], { cwd: root, stdio: 'inherit' });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code !== 0) return false;
  writeFileSync(join(root, STAMP), JSON.stringify({ inputs, record: hashOf(readText(join(root, RECORD)) ?? '') }));
  return true;
}

/**
 * True if the packages are there.
 * @param {string} root the repository
 */
export function isInstalled(root) {
  return existsSync(join(root, COMPILER));
}

/** @param {string} root */
function inputsHash(root) {
  /** @type {{ include: string[] }} */
  const { include } = JSON.parse(readFileSync(join(root, CONFIG), 'utf8'));
  return hashOfFiles(root, include, ['package.json', 'package-lock.json', 'tsconfig.json', CONFIG]);
}
