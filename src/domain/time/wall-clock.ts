/**
 * What the clock on the wall says in an IANA zone, by the zone rules that `Intl` carries. Minutes are exact: since 1972
 * every zone is a whole number of minutes from UTC.
 */

const MINUTE_MS = 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter takes a hundred times as long as using it. */
function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** Minutes that the wall clock has counted since 1970-01-01 00:00 local. @throws RangeError for an unknown zone. */
export function wallMinutes(at: number, zone: string): number {
  const parts = formatOf(zone).format(at).match(/\d+/g) as string[];
  const [month, day, year, hour, minute] = parts.map(Number) as [number, number, number, number, number];
  return Date.UTC(year, month - 1, day, hour, minute) / MINUTE_MS;
}

/** How far the wall clock is before UTC, in minutes. */
function offsetMinutes(at: number, zone: string): number {
  return wallMinutes(at, zone) - Math.floor(at / MINUTE_MS);
}

/** The instant (ms) in `(from, to]` from which another offset holds; null where none does. At most one is looked for. */
export function transitionBetween(from: number, to: number, zone: string): number | null {
  const before = offsetMinutes(from, zone);
  if (offsetMinutes(to, zone) === before) return null;
  let [low, high] = [Math.floor(from / MINUTE_MS), Math.ceil(to / MINUTE_MS)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMinutes(middle * MINUTE_MS, zone) === before) low = middle;
    else high = middle;
  }
  return high * MINUTE_MS;
}

/**
 * The first instant (ms) at which the wall clock shows `wall` (minutes as `wallMinutes` counts them), or has jumped over
 * it. Of a minute that comes twice, the first.
 */
export function instantOfWall(wall: number, zone: string): number {
  const DAY_MS = 1_440 * MINUTE_MS;
  const utc = wall * MINUTE_MS;
  const before = offsetMinutes(utc - DAY_MS, zone);
  const early = utc - before * MINUTE_MS;
  if (offsetMinutes(early, zone) === before) return early;
  const after = offsetMinutes(utc + DAY_MS, zone);
  const late = utc - after * MINUTE_MS;
  if (offsetMinutes(late, zone) === after) return late;
  return transitionBetween(late, early, zone) ?? early;
}

/** "HH:MM" as minutes. @throws RangeError for anything else. */
export function minuteOfDay(time: string): number {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!found) throw new RangeError(`"${time}" is no time of day; write HH:MM, for example 22:00`);
  return Number(found[1]) * 60 + Number(found[2]);
}
