import { POISON_RUNS, runsOf } from '../../src/domain/health/code-health.js';

it.each([
  [[], { cleared: false, failed: 0 }],
  [[true, true], { cleared: false, failed: 2 }],
  [[false], { cleared: true, failed: 0 }],
  [[true, true, false, true], { cleared: true, failed: 1 }],
])('the runs %j leave %j to count', (runs, left) => expect(runsOf(runs)).toEqual(left));

it('counts what went before just as one run after the other does', () => {
  for (let bits = 0; bits < 1 << 8; bits++) {
    const runs = Array.from({ length: 8 }, (_, at) => Boolean((bits >> at) & 1));
    const oneByOne = runs.reduce((count, failed) => (failed ? count + 1 : 0), POISON_RUNS - 1);
    const { cleared, failed } = runsOf(runs);
    expect((cleared ? 0 : POISON_RUNS - 1) + failed).toBe(oneByOne);
  }
});
