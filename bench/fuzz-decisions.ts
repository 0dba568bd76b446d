/** The properties of the plan and of the fold of disputes, against their oracles, over more cases than the suite takes. */
import { join } from 'node:path';
import { startProcess } from '../test/support/processes.js';
import type { Fuzzed, FuzzRun } from './fuzz-report.js';

const FILES = ['plan', 'precedence', 'explain-plan', 'dispute-fold', 'dispute-orders'];

/** Those of their tests that are properties, by the words that they begin with. */
const PROPERTIES = '^(every plan|the layers decide|an explanation decides|All orders of arrival.* end in|a dispute of)';

/** @param run each property takes so many cases */
export async function fuzzDecisions({ runs, seed }: FuzzRun): Promise<Fuzzed> {
  const root = join(import.meta.dirname, '../..');
  const files = FILES.map((name) => `dist/test/domain/${name}.test.js`);
  const env = { ...process.env, FUZZ_RUNS: String(runs), FUZZ_SEED: String(seed) };
  const jest = [join(root, 'node_modules/jest/bin/jest.js'), '--runInBand', '--verbose', '-t', PROPERTIES];
  const { ended, output } = startProcess([...jest, ...files], { env, cwd: root });
  const code = await ended;
  const passed = [...output().matchAll(/✓ (.*?)(?: \(\d+ m?s\))?$/gm)].map(([, name]) => `${name}`);
  const faults = code === 0 && passed.length > 0 ? [] : [output()];
  return { outcomes: new Map(passed.map((name) => [name, runs])), faults };
}
