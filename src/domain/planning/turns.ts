/** In whose turn waiting events are started, and how many runs are under way at once: docs/decisions/0032. */

/** Runs that one relay has under way at once, of all businesses. What waits beyond them waits in PostgreSQL, where turns are kept. */
export const RUNS_AT_ONCE = 40;
/**
 * Of those, the most of one business: another one's event has this many beside it, however many stand before it. With few of them
 * Temporal is busy already; each further one makes all others slower.
 */
export const BUSINESS_RUNS = 4;

/** A business some of whose events wait. */
export interface WaitingBusiness {
  businessId: string;
  /** Whether something urgent is among them. */
  urgent: boolean;
  /** How many of its runs are under way. */
  underWay: number;
}

/**
 * Who is next: whose event is urgent before all others, then who has the fewest runs under way, then who stands first. Null: nobody
 * may have one more.
 */
export function nextInTurn(waiting: Iterable<WaitingBusiness>, allUnderWay: number): string | null {
  if (allUnderWay >= RUNS_AT_ONCE) return null;
  let next: WaitingBusiness | null = null;
  for (const one of waiting) if (one.underWay < BUSINESS_RUNS && (!next || goesBefore(one, next))) next = one;
  return next?.businessId ?? null;
}

function goesBefore(one: WaitingBusiness, other: WaitingBusiness): boolean {
  return one.urgent === other.urgent ? one.underWay < other.underWay : one.urgent;
}
