import { graceEnd, holding, rotated } from '../../src/domain/rotation.js';

const DAY = 24 * 60 * 60_000;
const NOW = Date.parse('2026-11-04T06:00:00Z');
const names = (secrets: { sealed: string }[]) => secrets.map(({ sealed }) => sealed);

describe('a rotated secret', () => {
  const first = rotated([], 'a', NOW);
  const second = rotated(first, 'b', NOW + 1_000);

  it('stands first and holds until it is rotated itself', () => {
    expect(first).toEqual([{ sealed: 'a', until: null }]);
    expect(names(holding(first, NOW + 1_000 * DAY))).toEqual(['a']);
  });

  it('lets the one before it hold for a day more, and not a moment longer', () => {
    expect(second[1]?.until).toBe(graceEnd(NOW + 1_000));
    expect(names(holding(second, NOW + 999 + DAY))).toEqual(['b', 'a']);
    expect(names(holding(second, NOW + 1_000 + DAY))).toEqual(['b']);
  });

  it('does not lengthen the day of those before, and drops what is over', () => {
    const third = rotated(second, 'c', NOW + DAY / 2);
    expect(third.map(({ sealed, until }) => [sealed, until])).toEqual([
      ['c', null],
      ['b', graceEnd(NOW + DAY / 2)],
      ['a', graceEnd(NOW + 1_000)],
    ]);
    expect(names(rotated(third, 'd', NOW + DAY + 1_000))).toEqual(['d', 'c', 'b']);
  });
});
