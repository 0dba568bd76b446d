/**
 * When a source that sends nothing is quieter than its own habit. Broken webhooks make no noise: the provider switches an
 * endpoint off after some days of failing, and nobody is told of what does not come.
 *
 * The habit is a week's rhythm, hour by hour: in how many of the last four weeks did anything come in this hour of the
 * week? Hours and not events are counted, so that one busy hour (a sale, an import) makes no habit. An hour in which never
 * anything came says nothing, so nights and weekends cost no false alarm. Each other hour that stays empty is a surprise;
 * surprises add up (minus the logarithm of the chance that the hour is empty), and at a chance of 1 in 100,000 the source is
 * silent: after eight hours where something comes every hour, after two days and a half where it comes every fifth. A sale
 * of one weekend is too little for a habit. Weeks are counted in UTC: when clocks change, the hour that moves is one surprise.
 */
export interface SourceHistory {
  /** When its first and its newest event came; milliseconds since 1970. */
  firstAt: number;
  lastAt: number;
  /** The hours (counted since 1970) with at least one event, of the `HISTORY_HOURS` up to that of the newest one. */
  activeHours: readonly number[];
}

export const HOUR_MS = 3_600_000;
const WEEK_HOURS = 168;
const MOST_WEEKS = 4;
/** How far back a habit is read. */
export const HISTORY_HOURS = MOST_WEEKS * WEEK_HOURS;
const FEWEST_WEEKS = 3;
/** With fewer hours in which anything came, chance looks like a rhythm. */
const FEWEST_ACTIVE = 20;
const ENOUGH = Math.log(100_000);
/** No habit is strong enough for less: whether a source is silent need not be asked before. */
export const SHORTEST_SILENCE_MS = 8 * HOUR_MS;

/** Whether nothing came for so long that, by its own habit, it is no chance. False where there is too little history. */
export function isSilent({ firstAt, lastAt, activeHours }: SourceHistory, now: number): boolean {
  const last = hourOf(lastAt);
  const weeks = Math.min(MOST_WEEKS, Math.floor((last - hourOf(firstAt)) / WEEK_HOURS));
  const known = activeHours.filter((hour) => hour <= last && hour > last - weeks * WEEK_HOURS);
  if (weeks < FEWEST_WEEKS || known.length < FEWEST_ACTIVE) return false;
  const times = new Map<number, number>();
  for (const hour of known) times.set(hour % WEEK_HOURS, (times.get(hour % WEEK_HOURS) ?? 0) + 1);
  let surprise = 0;
  // The hour that has begun is not over.
  for (let hour = last + 1; hour < hourOf(now) && surprise < ENOUGH; hour++) {
    // One week more than were seen, so that four of four are no certainty.
    surprise -= Math.log(1 - (times.get(hour % WEEK_HOURS) ?? 0) / (weeks + 1));
  }
  return surprise >= ENOUGH;
}

const hourOf = (at: number) => Math.floor(at / HOUR_MS);
