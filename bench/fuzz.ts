/**
 * What comes from outside, made by chance: nothing of it may make anything fail. `npm run fuzz -- KIND --runs N --seed S`; the kinds
 * are those of KINDS, and without one all of them are played. See bench/README.md. Ends with 1 where something was not as it must be.
 */
import { parseArgs } from 'node:util';
import '../src/platform/reflect.js';
import { fuzzDecisions } from './fuzz-decisions.js';
import { fuzzGraphql } from './fuzz-graphql.js';
import { fuzzIngest } from './fuzz-ingest.js';
import { type Fuzzed, type FuzzRun, report } from './fuzz-report.js';
import { fuzzSignatures } from './fuzz-signatures.js';
import { fuzzTransformations } from './fuzz-transformations.js';
import { runMeasurement, runWithServers } from './measurement.js';

interface Kind {
  play(run: FuzzRun): Promise<Fuzzed>;
  /** Some minutes' worth. */
  runs: number;
  /** Needs a PostgreSQL and a Temporal. */
  servers: boolean;
}

const KINDS: Record<string, Kind> = {
  ingest: { play: fuzzIngest, runs: 100_000, servers: true },
  signatures: { play: fuzzSignatures, runs: 100_000, servers: false },
  graphql: { play: fuzzGraphql, runs: 5_000, servers: true },
  transformations: { play: fuzzTransformations, runs: 10_000, servers: false },
  decisions: { play: fuzzDecisions, runs: 10_000, servers: false },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, seed: { type: 'string', default: String(Date.now() % 2 ** 31) } },
});
const seed = Number(values.seed);
const names = positionals.length > 0 ? positionals : Object.keys(KINDS);
if (!names.every((name) => name in KINDS) || !Number.isInteger(seed) || (values.runs && !(Number(values.runs) > 0)))
  throw new Error(`Say what: npm run fuzz -- ${Object.keys(KINDS).join('|')} --runs 1000 --seed 1`);

async function play(name: string, { play, runs: usual }: Kind): Promise<boolean> {
  const runs = Number(values.runs ?? usual);
  console.log(`npm run fuzz -- ${name} --runs ${runs} --seed ${seed}`);
  const begun = performance.now();
  const passes = report(await play({ runs, seed }));
  console.log(`${name}: ${((performance.now() - begun) / 1_000).toFixed(0)} s, ${passes ? 'pass' : 'FAIL'}\n`);
  return passes;
}

async function playAll(kinds: [string, Kind][]): Promise<boolean> {
  let passes = true;
  for (const [name, kind] of kinds) passes = (await play(name, kind)) && passes;
  return passes;
}

const wanted = names.map((name): [string, Kind] => [name, KINDS[name] as Kind]);
await (wanted.some(([, { servers }]) => servers) ? runWithServers : runMeasurement)(() => playAll(wanted));
