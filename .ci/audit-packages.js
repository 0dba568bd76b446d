// `npm run audit:packages`: the licences of what production installs, and what is known of its vulnerabilities where a registry answers.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = new URL('../', import.meta.url);

/** SPDX names of licences that ask for no more than to be named. */
const TAKEN = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);
/** Others, each with the reason why it is taken all the same. */
const TAKEN_ALONE = {
  unionfs: 'Unlicense by its LICENSE file; its package.json names none',
  'web-push': 'MPL-2.0: used as it comes, and nothing of it is changed',
  'caniuse-lite': 'CC-BY-4.0: data, which no process of ours reads; webpack’s own targets come from it',
};

const readJson = async (path) => JSON.parse(await readFile(new URL(path, ROOT), 'utf8'));

/** `(MIT OR GPL-2.0)` is taken by one of its parts, `MIT AND ISC` by all of them. */
function isTaken(licence) {
  const plain = licence.replace(/[()]/g, '');
  if (/ OR /.test(plain)) return plain.split(' OR ').some(isTaken);
  return plain.split(' AND ').every((name) => TAKEN.has(name.trim()));
}

async function licences() {
  const { packages } = await readJson('package-lock.json');
  const places = Object.entries(packages).filter(([place, { dev, devOptional }]) => place && !dev && !devOptional);
  const found = await Promise.all(
    places.map(async ([place, { optional = false }]) => {
      const known = await readJson(`${place}/package.json`).catch(() => null);
      // Optional packages of other platforms are not here.
      if (!known) return optional ? [] : [{ name: place, licence: 'not installed: run npm ci first' }];
      const { name, version, license, licenses } = known;
      const licence = license?.type ?? license ?? licenses?.map(({ type }) => type).join(' OR ') ?? 'none said';
      return [{ name: `${name}@${version}`, licence: String(licence) }];
    }),
  );
  return found.flat();
}

/** Null where no registry answers. */
async function vulnerabilities() {
  const { stdout } = await run('npm', ['audit', '--omit=dev', '--json'], {
    cwd: ROOT,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error) => error);
  try {
    return JSON.parse(stdout).vulnerabilities ?? null;
  } catch {
    return null;
  }
}

const all = await licences();
const counts = new Map();
for (const { licence } of all) counts.set(licence, (counts.get(licence) ?? 0) + 1);
console.log(`${all.length} packages of production, the local run's optional ones among them:`);
for (const [licence, count] of [...counts].sort(([, a], [, b]) => b - a))
  console.log(`  ${String(count).padStart(4)}  ${licence}`);
const odd = all.filter(({ name, licence }) => !isTaken(licence) && !TAKEN_ALONE[name.replace(/@[^@]*$/, '')]);
for (const { name, licence } of odd) console.log(`✖ ${name}: ${licence}`);

const known = await vulnerabilities();
if (known === null) console.log('Vulnerabilities: no registry answered, nothing is known.');
const found = Object.values(known ?? {});
if (known) console.log(`Vulnerabilities: ${found.length}`);
for (const { name, severity, range } of found) console.log(`✖ ${name} ${range}: ${severity}`);
const serious = found.filter(({ severity }) => severity === 'high' || severity === 'critical');
process.exitCode = odd.length > 0 || serious.length > 0 ? 1 : 0;
