/** What a measurement came to: beside trouble against quiet, line by line. */

interface Measured {
  what: string;
  /** Which of the sorted times counts: 0.99 is p99. */
  share: number;
  /** Milliseconds. */
  quiet: readonly number[];
  beside: readonly number[];
  /** How many times as long it may take as when it is quiet. */
  mostRatio?: number;
  /** How long it may take, milliseconds. */
  mostMs?: number;
}

/** Prints the table; false where a line is beyond what it may be. */
export function verdictOf(measured: readonly Measured[], further: Record<string, string | number>[] = []): boolean {
  const rows = measured.map(({ what, share, quiet, beside, mostRatio, mostMs }) => {
    const [calm, ms] = [rank(quiet, share), rank(beside, share)];
    const ratio = ms / calm;
    const passes = ratio <= (mostRatio ?? Number.POSITIVE_INFINITY) && ms <= (mostMs ?? Number.POSITIVE_INFINITY);
    return {
      what,
      'quiet ms': calm.toFixed(1),
      'beside ms': ms.toFixed(1),
      ratio: ratio.toFixed(2),
      most: mostRatio ? `${mostRatio} ×` : `${mostMs} ms`,
      of: `${quiet.length} / ${beside.length}`,
      verdict: passes ? 'pass' : 'FAIL',
    };
  });
  const all = [...rows, ...further];
  console.table(all);
  return all.every((row) => row.verdict === 'pass');
}

/** Endless where there is nothing: what was never answered is no pass. */
export function rank(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.POSITIVE_INFINITY;
}
