/** The page about benchmarks is what was measured, and nothing else. */
import { readFileSync } from 'node:fs';
import { benchmarksPage } from '../../bench/harness/report.js';
import { LANES } from '../../bench/lanes/index.js';

it('docs/benchmarks.md is fresh: npm run bench writes it, and npm run settings after its words were changed', async () => {
  const page = readFileSync(new URL('../../../docs/benchmarks.md', import.meta.url), 'utf8');
  expect(page).toBe(await benchmarksPage(LANES));
});
