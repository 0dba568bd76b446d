// When a source is quieter than its own habit: rhythms that people have, told hour by hour.
import { HOUR_MS, isSilent, type SourceHistory } from '../../src/domain/health/silence.js';

/** A Monday, 00:00 UTC. */
const MONDAY = Date.parse('2026-06-01T00:00:00Z') / HOUR_MS;
const WEEK = 168;

/** Events in each hour (counted from that Monday) that the rhythm says, for some weeks and up to some hour. */
function historyOf(rhythm: (hour: number) => boolean, until: number): SourceHistory {
  const hours = Array.from({ length: until }, (_, n) => n).filter(rhythm);
  const at = (hour: number) => (MONDAY + hour) * HOUR_MS + 60_000;
  return { firstAt: at(hours[0] ?? 0), lastAt: at(hours.at(-1) ?? 0), activeHours: hours.map((n) => MONDAY + n) };
}

/** The hour of the first look that finds it silent, of those up to `last`; null where none does. */
function foundAt(history: SourceHistory, from: number, last: number): number | null {
  for (let hour = from; hour <= last; hour++) if (isSilent(history, (MONDAY + hour) * HOUR_MS)) return hour;
  return null;
}

const always = () => true;
/** Monday to Friday, nine to five. */
const office = (hour: number) => hour % WEEK < 120 && hour % 24 >= 9 && hour % 24 < 17;

describe('A source is silent', () => {
  it('after eight empty hours where something came in every hour of four weeks', () => {
    const until = 4 * WEEK + 50;
    expect(foundAt(historyOf(always, until), until, until + 48)).toBe(until + 8);
  });

  it('after more where only three weeks are known', () => {
    const until = 3 * WEEK + 50;
    expect(foundAt(historyOf(always, until), until, until + 48)).toBe(until + 9);
  });

  it('on Monday evening and not at the weekend, where it works from nine to five', () => {
    const friday = 4 * WEEK + 4 * 24 + 17;
    const monday = 5 * WEEK;
    expect(foundAt(historyOf(office, friday), friday, monday + 48)).toBe(monday + 17);
  });

  it('after two weeks, where something comes about once a day, at any hour', () => {
    const daily = (hour: number) => hour % 24 === (Math.floor(hour / 24) * 7) % 24;
    const until = 5 * WEEK;
    const found = foundAt(historyOf(daily, until), until, until + 5 * WEEK) ?? 0;
    expect((found - until) / 24).toBeGreaterThan(5);
    expect((found - until) / 24).toBeLessThan(15);
  });
});

describe('A source is not silent', () => {
  it('in its first three weeks', () => {
    const until = 3 * WEEK - 2;
    expect(foundAt(historyOf(always, until), until, until + 10 * WEEK)).toBeNull();
  });

  it('where too little came for a habit', () => {
    const until = 5 * WEEK;
    const seldom = (hour: number) => hour % 40 === 0;
    expect(foundAt(historyOf(seldom, until), until, until + 10 * WEEK)).toBeNull();
  });

  it('because a sale of one weekend has no second one', () => {
    const sale = (hour: number) => (hour >= 2 * WEEK + 120 && hour < 2 * WEEK + 150) || hour % WEEK === 30;
    const until = 3 * WEEK + 32;
    expect(foundAt(historyOf(sale, until), until, until + WEEK - 10)).toBeNull();
  });

  it('because the clocks were changed', () => {
    const friday = 4 * WEEK + 4 * 24 + 17;
    const monday = 5 * WEEK;
    // One hour later by UTC: at ten nothing has come yet.
    expect(foundAt(historyOf(office, friday), friday, monday + 10)).toBeNull();
  });

  it('by chance: thirty sources of every liveliness, looked at each hour for half a year, give at most one false alarm', () => {
    let seed = 20_261_122;
    const random = () => {
      seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
      return seed / 2 ** 32;
    };
    let alarms = 0;
    for (let source = 1; source <= 30; source++) {
      const active: number[] = [];
      for (let hour = 0; hour < 26 * WEEK; hour++) {
        const last = active.at(-1);
        const gap = last === undefined ? 0 : hour - last;
        if (last !== undefined && gap > 6) {
          const activeHours = active.filter((one) => one > last - 4 * WEEK);
          const history = { firstAt: (active[0] ?? 0) * HOUR_MS, lastAt: last * HOUR_MS, activeHours };
          // A silence is one alarm, not one per look.
          if (isSilent(history, hour * HOUR_MS) && !isSilent(history, (hour - 1) * HOUR_MS)) alarms++;
        }
        if (random() < source / 32) active.push(hour);
      }
    }
    expect(alarms).toBeLessThanOrEqual(1);
  });
});
