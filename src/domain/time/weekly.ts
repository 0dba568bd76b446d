/** When a team gets its weekly word: Mondays at eight, as its own clock has it. */
import { wallMinutes } from './wall-clock.js';

const [HOUR, DAY] = [60, 1_440];
/** 1970-01-01 was a Thursday. */
const THURSDAY = 4;
const MONDAY = 1;
/** Who was away at eight says it before noon; later it would be about another state. */
const [FROM, UNTIL] = [8 * HOUR, 12 * HOUR];

/** The Monday that it is there, for example `2026-11-23`, where its word is due by now; else null. `zone`: IANA. */
export function weekOfNotice(at: Date, zone: string): string | null {
  const wall = wallMinutes(at.getTime(), zone);
  const days = Math.floor(wall / DAY);
  const minutes = wall - days * DAY;
  if ((days + THURSDAY) % 7 !== MONDAY || minutes < FROM || minutes >= UNTIL) return null;
  return new Date(days * DAY * 60_000).toISOString().slice(0, 10);
}
