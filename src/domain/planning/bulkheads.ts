/**
 * How many chunks a worker sends at once: of one channel, of one business by it, and to one endpoint. What is full has no
 * effect on others: who finds no place is sent away at once and comes back by Temporal's clock (docs/decisions/0024, 0032).
 */

/** Of one channel, whatever the others do. */
export const CHANNEL_PLACES = 40;
/** Of those, the most that one endpoint has. */
export const ENDPOINT_PLACES = 8;
/** Of those, the last ones are for whoever has none: so many find one at once, whatever others do. */
const FIRST_PLACES = 8;
/** A business takes one more while it has fewer than so many times as many as are free beyond the last ones: 24 alone, 14 of two, 7 of four. */
const TIMES_AS_MANY = 3;

/** Who has places of a channel now. */
export interface PlacesHeld {
  /** By all. */
  channel: number;
  /** By the business of the chunk. */
  business: number;
  /** By its endpoint; 0 where it has none. */
  endpoint: number;
}

/** Whether one more chunk finds a place. */
export function hasPlace({ channel, business, endpoint }: PlacesHeld): boolean {
  if (channel >= CHANNEL_PLACES || endpoint >= ENDPOINT_PLACES) return false;
  return business === 0 || business < TIMES_AS_MANY * (CHANNEL_PLACES - FIRST_PLACES - channel);
}

const [SHORTEST_MS, LONGEST_MS] = [500, 60_000];

/** Who waits for a place, beside whom. */
export interface PlacesWanted {
  /** How many were sent away before, and are not back yet. */
  before: number;
  /** That are held, of those that are too few. */
  places: number;
  /** How long one is held, milliseconds. */
  heldMs: number;
}

/**
 * When to come back, milliseconds: after a quarter to three quarters of the time until its turn, as far as that is known, so that
 * no place stands empty. `dice`: 0 to 1.
 */
export function placeWaitMs({ before, places, heldMs }: PlacesWanted, dice: number): number {
  const turnMs = (heldMs * (before + 1)) / Math.max(1, places);
  return Math.round(Math.min(LONGEST_MS, Math.max(SHORTEST_MS, turnMs)) * (0.25 + dice / 2));
}
