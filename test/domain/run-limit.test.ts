// How many runs are under way at once follows how long Temporal takes to start one.
import fc from 'fast-check';
import { afterStart, FEWEST, FIRST_LIMIT, type RunLimit } from '../../src/domain/planning/run-limit.js';

/** How long a start takes with so many under way, milliseconds. */
type Server = (underWay: number) => number;

/** As measured (docs/decisions/0035): the dev server breaks down beyond three, one on PostgreSQL carries all that we ask for. */
const DEV_SERVER: Server = (underWay) => [45, 60, 95, 500][Math.min(4, underWay) - 1] ?? 0;
const POSTGRESQL: Server = () => 45;

/** One alone, as on any day, and then so many of a backlog, of which as many as may be are under way. @returns the limit after each */
function limitsOf(server: Server, starts: number, most: number): RunLimit[] {
  let limit = afterStart(FIRST_LIMIT, { ms: server(1), underWay: 1 });
  return Array.from({ length: starts }, () => {
    const underWay = Math.min(most, limit.atOnce);
    limit = afterStart(limit, { ms: server(underWay), underWay });
    return limit;
  });
}

const highest = (limits: readonly RunLimit[]) => Math.max(...limits.map(({ atOnce }) => atOnce));

it('beside the dev server it stays at two, tries three ever more seldom, and never four', () => {
  const limits = limitsOf(DEV_SERVER, 10_000, 4);
  expect(highest(limits)).toBe(3);
  expect(Math.min(...limits.map(({ atOnce }) => atOnce))).toBe(2);
  const tries = limits.slice(0, 5_000).filter(({ atOnce }) => atOnce === 3).length;
  const later = limits.slice(5_000).filter(({ atOnce }) => atOnce === 3).length;
  expect(tries).toBeLessThan(5_000 * 0.03);
  expect(later).toBeLessThan(tries);
});

it('beside one that is not slower for it, it grows as long as somebody is at the limit, and no further', () => {
  expect(highest(limitsOf(POSTGRESQL, 2_000, 4))).toBe(5);
  expect(highest(limitsOf(POSTGRESQL, 2_000, 40))).toBeGreaterThan(15);
});

it('a server that breaks down is asked for less within some dozens of starts, and for more when it has recovered', () => {
  const grown = limitsOf(POSTGRESQL, 2_000, 40).at(-1) ?? FIRST_LIMIT;
  const go = (from: RunLimit, server: Server, starts: number) =>
    Array.from({ length: starts }).reduce<RunLimit>(
      (limit) => afterStart(limit, { ms: server(limit.atOnce), underWay: limit.atOnce }),
      from,
    );
  const broken = go(grown, (underWay) => (underWay > 2 ? 900 : 45), 150);
  expect(broken.atOnce).toBe(FEWEST);
  expect(go(broken, POSTGRESQL, 4_000).atOnce).toBeGreaterThan(2);
});

it('starts beside fewer runs than may be change nothing but what is known of those alone', () => {
  const start = fc.record({ ms: fc.double({ min: 1, max: 9_000, noNaN: true }), underWay: fc.constant(1) });
  fc.assert(
    fc.property(fc.array(start, { maxLength: 60 }), (starts) => {
      const after = starts.reduce(afterStart, FIRST_LIMIT);
      expect({ ...after, alone: [] }).toEqual(FIRST_LIMIT);
      expect(after.alone).toEqual(starts.slice(-16).map(({ ms }) => ms));
    }),
  );
});

it('it is two or more, and changes by no more than a third or one, whatever comes', () => {
  const start = fc.record({
    ms: fc.double({ min: 0, max: 9_000, noNaN: true }),
    underWay: fc.integer({ min: 1, max: 41 }),
  });
  fc.assert(
    fc.property(fc.array(start, { maxLength: 600, size: 'max' }), (starts) => {
      let limit = FIRST_LIMIT;
      for (const one of starts) {
        const next = afterStart(limit, one);
        expect(next.atOnce).toBeGreaterThanOrEqual(Math.max(FEWEST, Math.floor((limit.atOnce * 2) / 3)));
        expect(next.atOnce).toBeLessThanOrEqual(limit.atOnce + 1);
        limit = next;
      }
    }),
    { numRuns: 50 },
  );
});
