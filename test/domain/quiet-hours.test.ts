// Quiet hours against a walk along the wall clock, minute by minute, over every change of the clocks in every zone.
import fc from 'fast-check';
import { quietUntil } from '../../src/domain/planning/quiet-hours.js';
import { changesOf, wallClock, ZONES } from '../support/zones.js';

const MINUTE = 60_000;
const NIGHT = { start: '22:00', end: '07:00' };

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Walks on until the wall clock shows a minute that is not quiet. */
function oracle(now: number, start: string, end: string, wall: (at: number) => number): number | null {
  const [from, to] = [minutes(start), minutes(end)];
  const quiet = (at: number) => {
    const minute = wall(at) % 1_440;
    return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
  };
  if (!quiet(now)) return null;
  let at = Math.floor(now / MINUTE) * MINUTE;
  while (quiet(at)) at += MINUTE;
  return at;
}

describe('Quiet hours', () => {
  it.each([
    ['evening', 'Europe/Berlin', '2026-11-04T22:30:00Z', '2026-11-05T06:00:00.000Z'],
    ['morning, a second before the end', 'Europe/Berlin', '2026-11-05T05:59:59Z', '2026-11-05T06:00:00.000Z'],
    ['the night that skips an hour', 'Europe/Berlin', '2026-03-28T22:00:00Z', '2026-03-29T05:00:00.000Z'],
    ['the night that repeats an hour', 'Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-25T06:00:00.000Z'],
    ['a zone a half hour off', 'Asia/Kolkata', '2026-11-04T17:00:00Z', '2026-11-05T01:30:00.000Z'],
  ])('end at the right instant: %s', (_, zone, now, end) => {
    expect(quietUntil(new Date(now), NIGHT, zone)?.toISOString()).toBe(end);
  });

  it('whose end the clocks skip end with the change', () => {
    const until = quietUntil(new Date('2026-03-29T00:30:00Z'), { start: '22:00', end: '02:30' }, 'Europe/Berlin');
    expect(until?.toISOString()).toBe('2026-03-29T01:00:00.000Z');
  });

  it('whose end comes twice are quiet in the repeated hour too', () => {
    const hours = { start: '22:00', end: '02:30' };
    const at = (now: string) => quietUntil(new Date(now), hours, 'Europe/Berlin')?.toISOString() ?? null;
    expect(at('2026-10-25T00:10:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(at('2026-10-25T00:40:00Z')).toBeNull();
    expect(at('2026-10-25T01:10:00Z')).toBe('2026-10-25T01:30:00.000Z');
  });

  it('that end when they start are none', () => {
    const minute = fc.integer({ min: 0, max: 1_439 }).map(clock);
    fc.assert(
      fc.property(minute, fc.date({ min: new Date('2024-01-01'), max: new Date('2028-12-31') }), (time, now) => {
        expect(quietUntil(now, { start: time, end: time }, 'America/New_York')).toBeNull();
      }),
    );
  });

  it('refuse what is no time of day and no zone', () => {
    expect(() => quietUntil(new Date(), { start: '24:00', end: '07:00' }, 'UTC')).toThrow(/HH:MM/);
    expect(() => quietUntil(new Date(), NIGHT, 'Mars/Olympus')).toThrow(RangeError);
  });
});

describe('Around every change of the clocks from 2024 to 2028', () => {
  it('quiet hours end as a walk along the wall clock says, in every zone', () => {
    const seen = new Set<string>();
    let cases = 0;
    for (const zone of ZONES) {
      const changes = changesOf(zone);
      // Zones with the same clock need one walk; 2024 to 2028 is compared whole.
      const rules = changes.map(({ at, before, after }) => `${at} ${before} ${after}`).join();
      if (changes.length === 0 || seen.has(rules)) continue;
      seen.add(rules);
      for (const change of changes) {
        const wall = wallClock(zone, change.at - 40 * 3_600_000, change.at + 64 * 3_600_000);
        const minute = fc.integer({ min: 0, max: 1_439 });
        const arrival = fc.integer({ min: -26 * 60, max: 4 * 60 });
        fc.assert(
          fc.property(arrival, fc.nat(59_999), minute, minute, (before, ms, start, end) => {
            fc.pre(start !== end);
            const now = change.at + before * MINUTE + ms;
            const until = quietUntil(new Date(now), { start: clock(start), end: clock(end) }, zone);
            cases += 1;
            return (until?.getTime() ?? null) === oracle(now, clock(start), clock(end), wall);
          }),
          { numRuns: 60 },
        );
      }
    }
    expect(ZONES.length).toBeGreaterThan(400);
    expect(seen.size).toBeGreaterThan(20);
    expect(cases).toBeGreaterThan(5_000);
  }, 120_000);

  it('quiet hours of a zone without changes end as the walk says', () => {
    const still = ZONES.filter((zone) => changesOf(zone).length === 0);
    expect(still.length).toBeGreaterThan(100);
    const from = Date.parse('2026-06-01T00:00:00Z');
    for (const zone of still) {
      const wall = wallClock(zone, from, from + 26 * 3_600_000);
      const now = from + 90 * MINUTE;
      for (const [start, end] of [
        ['22:00', '07:00'],
        ['07:00', '22:00'],
      ] as const) {
        expect(quietUntil(new Date(now), { start, end }, zone)?.getTime() ?? null).toBe(oracle(now, start, end, wall));
      }
    }
  });
});
