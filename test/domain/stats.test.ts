/** A time in pieces counts what the whole counts: each moment once, and no bucket is cut. */
import fc from 'fast-check';
import { faultOfRange, piecesOf, type Range } from '../../src/domain/stats.js';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

const ranges = fc
  .record({
    from: fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
    lengthMs: fc.integer({ min: 1, max: 5 * 365 * DAY_MINUTES * MINUTE_MS }),
    bucketMinutes: fc.oneof(fc.integer({ min: 1, max: 60 * DAY_MINUTES }), fc.constantFrom(60, DAY_MINUTES)),
  })
  .map(
    ({ from, lengthMs, bucketMinutes }): Range => ({
      from,
      to: new Date(from.getTime() + lengthMs),
      bucketMinutes,
    }),
  )
  .filter((range) => faultOfRange(range) === null);

it('pieces follow each other from the beginning to the end, at the edges of buckets, ten at most', () => {
  fc.assert(
    fc.property(ranges, (range) => {
      const pieces = piecesOf(range);
      const edges = [...pieces.map(({ from }) => from), range.to];
      expect(pieces.map(({ from, to }) => [from, to])).toEqual(edges.slice(1).map((to, at) => [edges[at], to]));
      expect(edges[0]).toEqual(range.from);
      const bucketMs = range.bucketMinutes * MINUTE_MS;
      for (const { from, to, bucketMinutes } of pieces) {
        expect((from.getTime() - range.from.getTime()) % bucketMs).toBe(0);
        expect(to.getTime()).toBeGreaterThan(from.getTime());
        expect(bucketMinutes).toBe(range.bucketMinutes);
      }
      expect(pieces.length).toBeLessThanOrEqual(10);
    }),
  );
});

it.each([
  ['a day by hours', 1, 60, 1],
  ['a month by days', 30, DAY_MINUTES, 8],
  ['a month as one bucket', 30, 30 * DAY_MINUTES, 1],
  ['three years by weeks', 1_092, 7 * DAY_MINUTES, 10],
])('%s', (_, days, bucketMinutes, pieces) => {
  const from = new Date('2026-11-01T00:00:00Z');
  const to = new Date(from.getTime() + days * DAY_MINUTES * MINUTE_MS);
  expect(piecesOf({ from, to, bucketMinutes })).toHaveLength(pieces);
});
