/** Months of a calendar that hangs on somebody's wall. */
import { instantOfWall, wallMinutes } from './wall-clock.js';

export interface CalendarMonth {
  /** "2026-11". */
  month: string;
  /** Its first instant, ISO 8601. */
  from: string;
  /** The first instant after it, ISO 8601. */
  until: string;
}

/** The last `count` months of the zone, the one of `now` included, oldest first. @throws RangeError for an unknown zone. */
export function lastMonths(now: Date, zone: string, count: number): CalendarMonth[] {
  const wall = new Date(wallMinutes(now.getTime(), zone) * 60_000);
  /** Midnight of the first day, as the wall has it; `back` months ago. */
  const first = (back: number) => Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() - back, 1);
  const instant = (back: number) => new Date(instantOfWall(first(back) / 60_000, zone)).toISOString();
  return Array.from({ length: count }, (_, index) => count - 1 - index).map((back) => ({
    month: new Date(first(back)).toISOString().slice(0, 7),
    from: instant(back),
    until: instant(back - 1),
  }));
}
