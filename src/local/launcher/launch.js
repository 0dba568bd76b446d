/**
 * `npm start` before there is a program: says what it does, refuses what can't work, compiles what changed, and goes on in
 * the compiled program. Plain JavaScript, and nothing but Node's own parts, because it runs before anything is built.
 */
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { pathToFileURL } from 'node:url';
import { build, isInstalled, PROGRAM, reasonToBuild } from './build.js';
import { folderBytes, listClusters, removeAbandoned } from './clusters.js';
import { commandAge } from './processes.js';
import { refusalToStart } from './refusal.js';
import { buildWeb, webIsStale } from './web.js';

/** As in the schema of all settings, which is not compiled yet (a test compares them). */
export const DEFAULTS = { PORT: '3000', TOCSIN_DATA_DIR: '.tocsin' };

const HELP = `npm start: Tocsin on this machine, with PostgreSQL, Temporal, a mailbox and stand-ins for Slack and phones.

  npm start                   compiles what changed and starts everything; Ctrl-C stops it, the data are kept
  npm start -- --clean        removes databases that stayed behind when their data folder was deleted
  npm start -- --help         this text

Settings are given before the command, for example PORT=3001 npm start:
  PORT                        where it listens (${DEFAULTS.PORT})
  TOCSIN_DATA_DIR             where the data lie (${DEFAULTS.TOCSIN_DATA_DIR}); remove that folder to begin anew
  TOCSIN_DEMO=off             without the sample business
  TOCSIN_OPEN=off             without opening a browser
  DATABASE_URL                a PostgreSQL of your own instead of the embedded one
  TEMPORAL_ADDRESS            a Temporal of your own
docs/settings.md lists all settings. When it runs: npm run send -- --help`;

/**
 * @typedef {object} Launch
 * @property {string[]} args what was typed after the command
 * @property {NodeJS.ProcessEnv} env
 * @property {string} root the repository
 * @property {string} sharedDir where clusters of root lie
 */

/**
 * @param {Launch} launch
 * @returns {Promise<number | undefined>} the exit code; undefined: the program runs
 */
export async function launch({ args, env, root, sharedDir }) {
  // What is set to nothing is not set.
  const dataDir = resolve(env.TOCSIN_DATA_DIR?.trim() || DEFAULTS.TOCSIN_DATA_DIR);
  const unknown = args.find((arg) => arg !== '--help' && arg !== '--clean');
  if (unknown !== undefined) return refuse(`There is no option ${unknown}.`, 'npm start -- --help lists them.');
  if (args.includes('--help')) return say(HELP);
  if (args.includes('--clean')) return clean(sharedDir, join(dataDir, 'postgres'));
  return start(root, dataDir, Number(env.PORT?.trim() || DEFAULTS.PORT), sharedDir);
}

/**
 * Refuses before anything is built or rewritten.
 * @param {string} root
 * @param {string} dataDir
 * @param {number} port
 * @param {string} sharedDir
 */
async function start(root, dataDir, port, sharedDir) {
  const refusal = await refusalToStart(dataDir, port);
  if (refusal) return refuse(refusal.message, refusal.wayOut);
  if (!isInstalled(root)) return refuse('The packages are not installed.', 'Run npm ci first.');
  const [compiled] = await Promise.all([compile(root), makeWeb(root)]);
  if (!compiled) return refuse('The sources do not compile, so nothing was started.', 'Mend them first.');
  nameAbandoned(sharedDir, join(dataDir, 'postgres'));
  say(`· Starting the servers and the program (${seconds(commandAge())} since the command) …`);
  // See declareProduction in src/platform/config.ts.
  process.env.NODE_ENV ??= 'production';
  await import(pathToFileURL(join(root, PROGRAM)).href);
  return undefined;
}

/** @param {string} root */
async function compile(root) {
  const reason = reasonToBuild(root);
  if (reason === null) {
    say('✓ Nothing to compile');
    return true;
  }
  say(`· Compiling (${reason}), which takes some seconds …`);
  const begun = performance.now();
  const compiled = await build(root);
  if (compiled) say(`✓ Compiled … ${seconds(performance.now() - begun)}`);
  return compiled;
}

/** @param {string} root */
async function makeWeb(root) {
  if (!webIsStale(root)) return;
  say('· Building the web app, which takes some seconds …');
  const begun = performance.now();
  const built = await buildWeb(root);
  say(
    built
      ? `✓ Web app built … ${seconds(performance.now() - begun)}`
      : '✗ The web app does not build; all else starts.',
  );
}

/**
 * @param {string} sharedDir
 * @param {string} ownFolder
 */
function nameAbandoned(sharedDir, ownFolder) {
  const abandoned = listClusters(sharedDir, ownFolder).filter(({ state }) => state === 'ABANDONED');
  if (abandoned.length === 0) return;
  const bytes = abandoned.reduce((sum, { home }) => sum + folderBytes(home), 0);
  const what = abandoned.length === 1 ? 'A database' : `${abandoned.length} databases`;
  say(
    `  ${what} in ${sharedDir} (${megabytes(bytes)}) stayed behind when the data folder was deleted: npm start -- --clean`,
  );
}

/**
 * Says what stayed behind and removes it; on a terminal it asks first. What somebody may still need is kept, with the reason.
 * @param {string} sharedDir
 * @param {string} ownFolder
 */
async function clean(sharedDir, ownFolder) {
  const clusters = listClusters(sharedDir, ownFolder);
  for (const cluster of clusters) say(`${describe(cluster)}  (${megabytes(folderBytes(cluster.home))})`);
  if (clusters.some(({ state }) => state === 'UNKNOWN'))
    say('  What is marked ? can be removed by hand if no data folder of yours names it in its file postgres/moved-to.');
  const abandoned = clusters.filter(({ state }) => state === 'ABANDONED');
  if (abandoned.length === 0) return say(`Nothing to remove in ${sharedDir}.`);
  if (!(await isConfirmed(abandoned.length))) return say('Nothing was removed.');
  for (const cluster of abandoned)
    say(`${removeAbandoned(cluster, ownFolder) ? 'removed' : 'kept, somebody uses it now'}: ${cluster.home}`);
  return 0;
}

/** @param {import('./clusters.js').SharedCluster} cluster */
function describe({ home, dataFolders, server, state }) {
  const gone = `${dataFolders.join(' and ')} ${dataFolders.length === 1 ? 'is' : 'are'} gone`;
  if (state === 'KEPT') return `✓ ${home}  in use: ${dataFolders.join(' and ')}`;
  if (state === 'RUNNING') return `✓ ${home}  kept: a server runs on it (end it with kill -INT ${server}), but ${gone}`;
  if (state === 'UNKNOWN') return `? ${home}  kept: an older version made it and did not note its data folder`;
  return `✗ ${home}  to be removed: ${gone} (if you moved that folder, start Tocsin there once before)`;
}

/** @param {number} count */
async function isConfirmed(count) {
  if (!process.stdin.isTTY) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const reply = await terminal.question(`Remove ${count === 1 ? 'it' : `these ${count}`}? [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(reply.trim());
}

/**
 * @param {string} text
 * @returns {number} 0
 */
function say(text) {
  console.log(text);
  return 0;
}

/**
 * @param {string} message
 * @param {string} wayOut
 * @returns {number} 1
 */
function refuse(message, wayOut) {
  console.error(`\n✗ ${message}\n  ${wayOut}`);
  return 1;
}

/** @param {number} ms */
function seconds(ms) {
  return `${(ms / 1_000).toFixed(1)} s`;
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${Math.round(bytes / 1e6)} MB`;
}
