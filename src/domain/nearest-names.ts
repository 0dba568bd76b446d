/** Which known names somebody may have meant who wrote another one. */

const MOST = 5;

/** The names with the fewest slips of the pen between, else those that contain what was written; none where nothing is near. */
export function nearestNames(written: string, names: readonly string[]): string[] {
  const wanted = plain(written);
  const distances = names.map((name) => ({ name, slips: slipsBetween(wanted, plain(name)) }));
  const fewest = Math.min(...distances.map(({ slips }) => slips));
  // A third of the letters wrong is another word.
  if (fewest <= wanted.length / 3) return distances.filter(({ slips }) => slips === fewest).map(({ name }) => name);
  return wanted.length < 3 ? [] : names.filter((name) => plain(name).includes(wanted)).slice(0, MOST);
}

/** Capitals and other separators than the dot are no slips. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '.');
}

/** Letters to insert, remove, change or swap with their neighbour (optimal string alignment distance). */
export function slipsBetween(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= b.length; column++) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const steps = [at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + change];
      current.push(Math.min(...steps, ...(swapped ? [at(row - 2, column - 2) + 1] : [])));
    }
  }
  return at(a.length, b.length);
}
