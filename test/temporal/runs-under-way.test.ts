// A run that its own process has sent ends at once where nobody else has runs; beside others the look by the clock ends it.
import { newId } from '../../src/platform/new-id.js';
import { RunsUnderWay } from '../../src/temporal/runs-under-way.js';

const NOW = 1_700_000_000_000;
const [busy, other] = [newId('business'), newId('business')];

it('ends at once while no other business has runs', () => {
  const runs = new RunsUnderWay();
  for (const [event, at] of ['e1', 'e2', 'e3'].map((id, n) => [id, NOW + n * 50] as const)) {
    runs.begin(busy, [event], at);
    expect(runs.endAlone(event, at + 40)).toBe(true);
    expect(runs.count()).toBe(0);
  }
  expect(runs.endAlone('e1', NOW)).toBe(false);
});

it('beside another business it waits for the look, its runs and theirs, until they had none for two seconds', () => {
  const runs = new RunsUnderWay();
  runs.begin(other, ['o1'], NOW);
  runs.begin(busy, ['b1'], NOW + 10);
  expect(runs.endAlone('b1', NOW + 60)).toBe(false);
  expect(runs.endAlone('o1', NOW + 60)).toBe(false);
  expect([runs.count(busy), runs.count(other)]).toEqual([1, 1]);
  runs.keepOpen(new Set(['b1', 'o1']), new Set());
  expect(runs.count()).toBe(0);
  runs.begin(busy, ['b2'], NOW + 1_990);
  expect(runs.endAlone('b2', NOW + 2_000)).toBe(false);
  expect(runs.endAlone('b2', NOW + 2_001)).toBe(true);
});
