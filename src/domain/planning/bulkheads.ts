/**
 * How many chunks a worker sends at once: of one channel, of one business by it, and to one endpoint. What is full has no
 * effect on others: who finds no place is sent away at once and comes back by Temporal's clock (docs/decisions/0024).
 */
import type { Chunk } from './chunks.js';

/** Of one channel, whatever the others do. */
export const CHANNEL_PLACES = 40;
/** Of those, the most that one business has: what its endpoints and carriers do to it is no matter of others. */
export const BUSINESS_PLACES = 24;
/** Of those, the most that one endpoint has. */
export const ENDPOINT_PLACES = 8;

/** The places that a chunk needs one of each of, and how many there are. */
export function placesOf({ channel, businessId, endpointId }: Chunk): [key: string, places: number][] {
  const places: [string, number][] = [
    [channel, CHANNEL_PLACES],
    [`${channel} ${businessId}`, BUSINESS_PLACES],
  ];
  return endpointId ? [...places, [`${channel} ${endpointId}`, ENDPOINT_PLACES]] : places;
}

const [SHORTEST_MS, LONGEST_MS] = [1_000, 30_000];

/** When to come back, milliseconds, after the try `attempt` (from 1) found no place. `dice`: 0 to 1. */
export function placeWaitMs(attempt: number, dice: number): number {
  return Math.round(Math.min(LONGEST_MS, SHORTEST_MS * 2 ** (attempt - 1)) * (1 + dice));
}
