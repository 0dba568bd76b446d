/** Builds the web app if what it is made of changed since. */
import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfFiles, readText } from './inputs.js';

const OUTPUT = 'dist-web/served.json';
/** Hash of what the build was made of. */
const STAMP = 'dist-web/.start-stamp';
const BUILDER = 'node_modules/vite/bin/vite.js';

/**
 * Whether there is a web app that is not built as its sources say.
 * @param {string} root the repository
 */
export function webIsStale(root) {
  if (!existsSync(join(root, 'web/vite.config.ts'))) return false;
  return !existsSync(join(root, OUTPUT)) || readText(join(root, STAMP)) !== inputsHash(root);
}

/**
 * Builds it; what is wrong goes to this terminal.
 * @param {string} root the repository
 * @returns {Promise<boolean>} false: there is none now, and the API says so
 */
export async function buildWeb(root) {
  rmSync(join(root, OUTPUT), { force: true });
  const inputs = inputsHash(root);
  const args = [join(root, BUILDER), 'build', '-c', 'web/vite.config.ts', '--logLevel', 'warn'];
  // What the shell says of other programs (development, test) would build a slow one.
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  if (code === 0) writeFileSync(join(root, STAMP), inputs);
  return code === 0;
}

/** @param {string} root */
const inputsHash = (root) => hashOfFiles(root, ['web', 'src/i18n'], ['package-lock.json']);
