/**
 * Quiet hours of a person, in their own zone. What the clock on the wall says decides, minute by minute: an hour that a
 * change of the clocks skips ends them at once, one that it repeats is quiet twice.
 */
import { minuteOfDay, transitionBetween, wallMinutes } from '../time/wall-clock.js';

/** Local times "HH:MM", 00:00 to 23:59; `start` is quiet, `end` no more. The same time twice means no quiet hours. */
export interface QuietHours {
  start: string;
  end: string;
}

const DAY = 1_440;
const MINUTE_MS = 60_000;

/**
 * When the quiet hours that `now` lies in end; null where it lies in none.
 * @param zone IANA zone. @throws RangeError where a time is not "HH:MM" or `Intl` does not know the zone.
 */
export function quietUntil(now: Date, quiet: QuietHours, zone: string): Date | null {
  const [start, end] = [minuteOfDay(quiet.start), minuteOfDay(quiet.end)];
  if (start === end) return null;
  const length = (end - start + DAY) % DAY;
  let at = now.getTime();
  for (let changes = 0; ; changes++) {
    const wall = wallMinutes(at, zone);
    const into = (((wall - start) % DAY) + DAY) % DAY;
    if (into >= length) return changes === 0 ? null : new Date(at);
    const ends = Math.floor(at / MINUTE_MS) * MINUTE_MS + (length - into) * MINUTE_MS;
    const change = transitionBetween(at, ends, zone);
    if (change === null) return new Date(ends);
    at = change;
  }
}
