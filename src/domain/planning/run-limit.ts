/**
 * How many runs a relay has under way at once: as many as Temporal starts about as fast as one alone. A server that is asked for
 * more becomes slower for everybody, and one that keeps its histories in SQLite does less, too (docs/decisions/0035).
 */

/** What a relay has learned of its Temporal. */
export interface RunLimit {
  /** Runs under way at once, of all businesses; the first of each business may be one more. */
  atOnce: number;
  /** How long the last starts took beside which nothing was under way, milliseconds. */
  alone: readonly number[];
  /** How long the last ones took that were begun with `atOnce` or more under way, since that was changed. */
  beside: readonly number[];
  /** How many of them there were. */
  tried: number;
  /** After so many of them one more is tried. */
  patience: number;
}

/** One start that Temporal has answered. */
export interface StartTook {
  /** Milliseconds. */
  ms: number;
  /** How many runs were under way, this one among them. */
  underWay: number;
}

/** So many starts are looked at, of each kind. */
const JUDGED = 16;
/** The middle one beside others may take so many times as long as the middle one alone. */
const SLOW = 1.7;
/** What was too much is tried again half as soon each time: meanwhile everybody waits. */
const [FIRST_PATIENCE, MOST_PATIENCE] = [100, 1_600];

/** Never fewer: with one alone Temporal rests while its events are planned and sent, and does a third less (7 events a second, not 11). */
export const FEWEST = 2;

/** Of a relay that has just begun. */
export const FIRST_LIMIT: RunLimit = { atOnce: FEWEST, alone: [], beside: [], tried: 0, patience: FIRST_PATIENCE };

/** A third less where starts were slow, one more after many that were not. Beside fewer runs than may be, they say nothing of it. */
export function afterStart(before: RunLimit, { ms, underWay }: StartTook): RunLimit {
  const { atOnce, patience } = before;
  const alone = underWay === 1 ? newestTimes([...before.alone, ms]) : before.alone;
  if (underWay < atOnce) return { ...before, alone };
  const beside = underWay === 1 ? before.beside : newestTimes([...before.beside, ms]);
  const changed = { alone, beside: [], tried: 0 };
  if (beside.length === JUDGED && middle(beside) > SLOW * middle(alone)) {
    const fewer = Math.max(FEWEST, Math.floor((atOnce * 2) / 3));
    return { ...changed, atOnce: fewer, patience: Math.min(MOST_PATIENCE, 2 * patience) };
  }
  const tried = before.tried + 1;
  return tried < patience ? { ...before, alone, beside, tried } : { ...changed, atOnce: atOnce + 1, patience };
}

const newestTimes = (times: readonly number[]) => times.slice(-JUDGED);

/** Endless where there is none: nothing is slow yet. */
function middle(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.POSITIVE_INFINITY;
}
