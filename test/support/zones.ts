/** Zones and their clocks for tests, read from `Intl` in another way than the program does. */

export const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone');

const HOUR = 3_600_000;
const FROM = Date.UTC(2024, 0, 1);
const TO = Date.UTC(2029, 0, 1);

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minutes of the wall clock since 1970, from the parts of a formatted date. */
function wallAt(at: number, zone: string): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    formats.set(zone, format);
  }
  return Date.parse(`${format.format(at).replace(' ', 'T')}:00Z`) / 60_000;
}

export interface ClockChange {
  /** The first instant of the new offset, ms. */
  at: number;
  /** Offsets in minutes. */
  before: number;
  after: number;
}

const known = new Map<string, ClockChange[]>();

/** Every change of the clocks from 2024 to 2028, found to the minute. */
export function changesOf(zone: string): ClockChange[] {
  const found = known.get(zone);
  if (found) return found;
  const offset = (at: number) => wallAt(at, zone) - at / 60_000;
  const changes: ClockChange[] = [];
  // No zone changes twice in 10 days.
  for (let at = FROM; at < TO; at += 240 * HOUR) {
    const [before, after] = [offset(at), offset(at + 240 * HOUR)];
    if (before === after) continue;
    let [low, high] = [at / 60_000, (at + 240 * HOUR) / 60_000];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offset(middle * 60_000) === before) low = middle;
      else high = middle;
    }
    changes.push({ at: high * 60_000, before, after });
  }
  known.set(zone, changes);
  return changes;
}

/** The wall clock between two instants, in minutes: what it showed at the first one, and its changes since. */
export function wallClock(zone: string, from: number, to: number): (at: number) => number {
  const first = Math.floor(from / 60_000) * 60_000;
  const changes = changesOf(zone).filter(({ at }) => at > first && at <= to);
  const offset = wallAt(first, zone) - first / 60_000;
  return (at) => {
    if (at < first || at > to + 60_000) throw new Error('the walk left its clock');
    return Math.floor(at / 60_000) + (changes.findLast((change) => change.at <= at)?.after ?? offset);
  };
}
