// Borders of digest windows, also in the nights that change the clocks.
import fc from 'fast-check';
import { type Digest, digestWindowEnd, digestWindowStart, holdKey } from '../../src/domain/planning/digest.js';
import { changesOf, wallClock, ZONES } from '../support/zones.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const HOURLY: Digest = { every: 'HOURLY', at: null };
const daily = (at: string | null): Digest => ({ every: 'DAILY', at });
const end = (now: string, digest: Digest, zone: string) => digestWindowEnd(new Date(now), digest, zone).toISOString();

describe('A window', () => {
  it.each([
    ['of an hour', '2026-11-04T10:20:30Z', HOURLY, 'Europe/Berlin', '2026-11-04T11:00:00.000Z'],
    ['of an hour, on its border', '2026-11-04T10:00:00Z', HOURLY, 'Europe/Berlin', '2026-11-04T11:00:00.000Z'],
    [
      'of an hour, by a clock half an hour off',
      '2026-11-04T10:00:00Z',
      HOURLY,
      'Asia/Kolkata',
      '2026-11-04T10:30:00.000Z',
    ],
    ['of a day', '2026-11-04T10:00:00Z', daily('09:00'), 'Europe/Berlin', '2026-11-05T08:00:00.000Z'],
    ['of a day without a time', '2026-11-04T07:00:00Z', daily(null), 'Europe/Berlin', '2026-11-04T08:00:00.000Z'],
    [
      'of the day that is an hour short',
      '2026-03-28T09:00:00Z',
      daily('09:00'),
      'Europe/Berlin',
      '2026-03-29T07:00:00.000Z',
    ],
    ['whose border is skipped', '2026-03-28T12:00:00Z', daily('02:30'), 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    [
      'whose border comes twice: the first',
      '2026-10-24T12:00:00Z',
      daily('02:30'),
      'Europe/Berlin',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'whose border comes twice: once',
      '2026-10-25T00:30:00Z',
      daily('02:30'),
      'Europe/Berlin',
      '2026-10-26T01:30:00.000Z',
    ],
    [
      'of the hour on Lord Howe that is half',
      '2026-10-03T15:10:00Z',
      HOURLY,
      'Australia/Lord_Howe',
      '2026-10-03T15:30:00.000Z',
    ],
  ])('%s', (_, now, digest, zone, wanted) => {
    expect(end(now, digest, zone)).toBe(wanted);
  });

  it('has a key of its own for each destination and moment', () => {
    const at = Date.parse('2026-11-04T11:00:00Z');
    expect(holdKey('dst_1', at)).toBe('hold-dst_1-1793790000');
    expect(new Set([holdKey('dst_1', at), holdKey('dst_2', at), holdKey('dst_1', at + HOUR)]).size).toBe(3);
  });
});

describe('Around every change of the clocks from 2024 to 2028, in every zone,', () => {
  const changing = ZONES.flatMap((zone) => changesOf(zone).map((change) => ({ zone, at: change.at })));
  const cases = fc.record({
    where: fc.constantFrom(...changing),
    minutes: fc.integer({ min: -30 * 60, max: 30 * 60 }),
    ms: fc.nat(59_999),
    time: fc.integer({ min: 0, max: 1_439 }),
  });

  it('an hourly window ends when the wall clock next shows a full hour, or jumps over one', () => {
    fc.assert(
      fc.property(cases, ({ where: { zone, at }, minutes, ms }) => {
        const now = at + minutes * MINUTE + ms;
        const wall = wallClock(zone, now - MINUTE, now + 3 * HOUR);
        let walk = Math.floor(now / MINUTE) * MINUTE + MINUTE;
        const isBorder = (t: number) =>
          wall(t) % 60 === 0 ||
          (wall(t) > wall(t - MINUTE) && Math.floor(wall(t) / 60) > Math.floor(wall(t - MINUTE) / 60));
        while (!isBorder(walk)) walk += MINUTE;
        return digestWindowEnd(new Date(now), HOURLY, zone).getTime() === walk;
      }),
      { numRuns: 4_000 },
    );
  });

  it('a daily window ends when the wall clock first reaches its time on a day', () => {
    fc.assert(
      fc.property(cases, ({ where: { zone, at }, minutes, ms, time }) => {
        const now = at + minutes * MINUTE + ms;
        const text = `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
        const wall = wallClock(zone, now - 50 * HOUR, now + 50 * HOUR);
        // The highest time that the wall clock has shown: going back does not begin the day again.
        let shown = wall(now - 50 * HOUR);
        let border: number | null = null;
        for (let t = Math.floor(now / MINUTE) * MINUTE - 49 * HOUR; border === null; t += MINUTE) {
          const reached = Math.floor((wall(t) - time) / 1_440) > Math.floor((shown - time) / 1_440);
          shown = Math.max(shown, wall(t));
          if (reached && t > now) border = t;
        }
        return digestWindowEnd(new Date(now), daily(text), zone).getTime() === border;
      }),
      { numRuns: 400 },
    );
  }, 120_000);

  it('the end of a window is the start of the next', () => {
    fc.assert(
      fc.property(cases, fc.boolean(), ({ where: { zone, at }, minutes, ms }, hourly) => {
        const digest = hourly ? HOURLY : daily('02:15');
        const now = new Date(at + minutes * MINUTE + ms);
        const [start, stop] = [digestWindowStart(now, digest, zone), digestWindowEnd(now, digest, zone)];
        expect(start <= now && now < stop).toBe(true);
        expect(digestWindowEnd(start, digest, zone)).toEqual(stop);
        expect(digestWindowStart(stop, digest, zone)).toEqual(stop);
      }),
      { numRuns: 1_000 },
    );
  });
});
