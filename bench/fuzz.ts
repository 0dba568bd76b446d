/**
 * Programs from a grammar of hostile and ordinary pieces through the sandbox: each ends in a named outcome, nothing of ours throws,
 * and the threads are whole afterwards. `npm run fuzz -- transformations --runs 10000 --seed 1`; see bench/README.md.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { Sandbox } from '../src/platform/sandbox/sandbox.js';
import { faultsOf, outcomeOf, programs, WEBHOOK } from '../test/support/sandbox-programs.js';

const THREADS = 2;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
  },
});
const [numRuns, seed] = [Number(values.runs), Number(values.seed)];
if (positionals.join() !== 'transformations' || !(numRuns > 0) || !Number.isInteger(seed))
  throw new Error('Say what: npm run fuzz -- transformations --runs 10000 --seed 1');

const codes = fc.sample(programs, { numRuns, seed });
const sandbox = new Sandbox({ threads: THREADS });
const outcomes = new Map<string, number>();
let bad = 0;

async function play(at: number): Promise<void> {
  const code = codes[at] ?? '';
  const [outcome, faults] = await sandbox.run({ code, webhook: WEBHOOK, seed: 'same' }).then(
    (result) => [outcomeOf(result), faultsOf(result)] as const,
    (error: unknown) => ['REJECTED', [`the host threw ${error}`]] as const,
  );
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  if (faults.length === 0) return;
  bad += 1;
  console.error(`program ${at} of seed ${seed}: ${faults.join('; ')}\n${code}\n`);
}

let next = 0;
const begun = performance.now();
await Promise.all(
  Array.from({ length: THREADS }, async () => {
    while (next < codes.length) await play(next++);
  }),
);
const seconds = (performance.now() - begun) / 1_000;
const plain = { code: 'function handler(webhook) { return webhook; }', webhook: WEBHOOK };
const whole = await Promise.all(Array.from({ length: THREADS * 2 }, () => sandbox.run(plain)));
if (!whole.every(({ unchanged }) => unchanged)) bad += 1;
await sandbox.close();
for (const [outcome, count] of [...outcomes].sort(([, a], [, b]) => b - a)) console.log(`${count}\t${outcome}`);
console.log(`${numRuns} programs of seed ${seed} in ${seconds.toFixed(0)} s: ${bad} not as they must be`);
process.exitCode = bad > 0 ? 1 : 0;
