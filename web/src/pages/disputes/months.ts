/** The months of the chart, also those in which nothing happened. */

const MONTHS = 12;

/**
 * The last twelve, as "2026-11", oldest first, and any other that has figures.
 * @param current the month of now by the calendar of the business, as figures are @param counted months that have figures
 */
export function lastMonths(current: string, counted: readonly string[]): string[] {
  const [year = 0, month = 1] = current.split('-').map(Number);
  const at = (back: number) => new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7);
  const months = Array.from({ length: MONTHS }, (_, index) => at(MONTHS - 1 - index));
  return [...new Set([...months, ...counted])].sort();
}
