/** When a destination's digest goes out: at each full hour, or each day at a local time, by the clock of its reader. */
import { instantOfWall, minuteOfDay, transitionBetween, wallMinutes } from '../time/wall-clock.js';

export const DIGEST_WINDOWS = ['HOURLY', 'DAILY'] as const;
export type DigestWindow = (typeof DIGEST_WINDOWS)[number];

export interface Digest {
  every: DigestWindow;
  /** Local time "HH:MM" of a DAILY one; null for HOURLY. */
  at: string | null;
}

/** Where a DAILY digest names no time. */
export const DEFAULT_DIGEST_AT = '09:00';

const HOUR = 60;
const DAY = 1_440;
const MINUTE_MS = 60_000;

/**
 * The end of the window that `now` lies in; a moment on the border begins the next one. Where a change of the clocks
 * skips the border, the change is it; a DAILY border that comes twice counts once.
 * @param zone IANA zone. @throws RangeError for a time that is not "HH:MM" or an unknown zone.
 */
export function digestWindowEnd(now: Date, digest: Digest, zone: string): Date {
  return new Date(digest.every === 'HOURLY' ? nextHour(now.getTime(), zone) : nextDaily(now.getTime(), digest, zone));
}

/** The border that `now` lies behind: the beginning of its window. */
export function digestWindowStart(now: Date, digest: Digest, zone: string): Date {
  // Longer than any window, an hour of a change of the clocks included.
  const before = (digest.every === 'HOURLY' ? 3 * HOUR : 2 * DAY + 2 * HOUR) * MINUTE_MS;
  let start = digestWindowEnd(new Date(now.getTime() - before), digest, zone);
  for (;;) {
    const end = digestWindowEnd(start, digest, zone);
    if (end > now) return start;
    start = end;
  }
}

/** The one owner of what is held for this destination until then; also the id of its run. */
export function holdKey(destinationId: string, dueAt: number): string {
  return `hold-${destinationId}-${Math.floor(dueAt / 1000)}`;
}

function nextHour(at: number, zone: string): number {
  const minute = Math.floor(at / MINUTE_MS);
  const wall = wallMinutes(at, zone);
  const next = (minute + HOUR - (wall % HOUR)) * MINUTE_MS;
  const change = transitionBetween(at, next, zone);
  if (change === null) return next;
  // Half an hour, as on Lord Howe, moves the full hours themselves.
  const before = wall + (change / MINUTE_MS - minute);
  const after = wallMinutes(change, zone);
  const passed = Math.floor(after / HOUR) > Math.floor((before - 1) / HOUR) && after >= before;
  return passed || after % HOUR === 0 ? change : nextHour(change, zone);
}

function nextDaily(at: number, digest: Digest, zone: string): number {
  const time = minuteOfDay(digest.at ?? DEFAULT_DIGEST_AT);
  const day = Math.floor(wallMinutes(at, zone) / DAY);
  for (let ahead = 0; ; ahead++) {
    const end = instantOfWall((day + ahead) * DAY + time, zone);
    if (end > at) return end;
  }
}
