/** When an answer to a dispute is due where its provider states no time. */

/** Dodo's merchant documentation: four days, counted from the dispute's creation. It states no field for it. */
const ESTIMATED_DAYS = 4;
const DAY_MS = 24 * 60 * 60_000;

/** Whether a deadline or date (ISO 8601; null: there is none) was over at this moment. */
export function isPast(until: string | null, at: Date): boolean {
  return until !== null && Date.parse(until) <= at.getTime();
}

/** The estimated deadline of a dispute that was opened then; both ISO 8601. */
export function estimatedDeadline(openedAt: string): string {
  return new Date(Date.parse(openedAt) + ESTIMATED_DAYS * DAY_MS).toISOString();
}
