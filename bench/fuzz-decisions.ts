/** The properties of the plan and of the fold of disputes, against their oracles, over more cases than the suite takes. */
import { join } from 'node:path';
import { startProcess } from '../test/support/processes.js';
import type { Fuzzed, FuzzRun } from './fuzz-report.js';

/** Of each file the tests that are properties, by the words that they begin with. */
const PROPERTIES = {
  plan: 'every plan',
  precedence: 'the layers decide',
  'explain-plan': 'an explanation decides',
  'dispute-fold': 'All orders of arrival.* end in',
  'dispute-orders': 'a dispute of',
};

/** @param run each property takes so many cases, and no fewer than in the suite */
export async function fuzzDecisions({ runs, seed }: FuzzRun): Promise<Fuzzed> {
  const root = join(import.meta.dirname, '../..');
  const files = Object.keys(PROPERTIES).map((name) => `dist/test/domain/${name}.test.js`);
  const env = { ...process.env, FUZZ_RUNS: String(runs), FUZZ_SEED: String(seed) };
  const jest = [
    join(root, 'node_modules/jest/bin/jest.js'),
    '--runInBand',
    '--verbose',
    '-t',
    `^(${Object.values(PROPERTIES).join('|')})`,
  ];
  const { ended, output } = startProcess([...jest, ...files], { env, cwd: root });
  const code = await ended;
  const passed = [...output().matchAll(/✓ (.*?)(?: \(\d+ m?s\))?$/gm)].map(([, name]) => `${name}`);
  // A file without a property is skipped: its tests have other words now.
  const isWhole = passed.length > 0 && !/^Test Suites: .*skipped/m.test(output());
  const faults = code === 0 && isWhole ? [] : [output()];
  return { outcomes: new Map(passed.map((name) => [name, 1])), faults };
}
