/** The months of the chart, also those in which nothing happened. */

const MONTHS = 12;

/**
 * The last twelve, as "2026-11", oldest first. Months are by the calendar of the business, which may be a day ahead or behind:
 * whatever has figures is among them.
 * @param now epoch milliseconds @param counted months that have figures, oldest first
 */
export function lastMonths(now: number, counted: readonly string[]): string[] {
  const today = new Date(now);
  const at = (back: number) =>
    new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back, 1)).toISOString().slice(0, 7);
  const months = Array.from({ length: MONTHS }, (_, index) => at(MONTHS - 1 - index));
  return [...new Set([...months, ...counted])].sort();
}
