/** In whose turn waiting events are started, and how many runs are under way at once: docs/decisions/0032, 0035. */

/** Runs that one relay has under way at once, of all businesses. What waits beyond them waits in PostgreSQL, where turns are kept. */
export const RUNS_AT_ONCE = 40;
/**
 * Of those, the most of one business, whatever Temporal carries: another one's event has this many beside it, however many stand
 * before it.
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

/** What is under way already. */
export interface Room {
  /** Runs under way, of all businesses. */
  underWay: number;
  /** How many Temporal carries at once (run-limit.ts): a business that has one under way waits until there are fewer. */
  atOnce: number;
}

/**
 * Who is next: whose event is urgent before all others, then who has the fewest runs under way, then who stands first. Null: nobody
 * may have one more.
 */
export function nextInTurn(waiting: Iterable<WaitingBusiness>, room: Room): string | null {
  let next: WaitingBusiness | null = null;
  for (const one of waiting) if (mayHaveOne(one, room) && (!next || goesBefore(one, next))) next = one;
  return next?.businessId ?? null;
}

function mayHaveOne(one: WaitingBusiness, { underWay, atOnce }: Room): boolean {
  if (underWay >= RUNS_AT_ONCE) return false;
  return one.underWay === 0 || (one.underWay < BUSINESS_RUNS && underWay < atOnce);
}

function goesBefore(one: WaitingBusiness, other: WaitingBusiness): boolean {
  return one.urgent === other.urgent ? one.underWay < other.underWay : one.urgent;
}
