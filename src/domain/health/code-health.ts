/** When code that keeps failing is switched off, so that it does not spoil what it was written for. */

/** Failed runs in a row, of different deliveries. One may be an odd event, two a coincidence. */
export const POISON_RUNS = 3;

/** The runs of one endpoint's code in the order of their events, folded into what its counter needs. */
export interface Runs {
  /** One of them went well: what failed before it counts no longer. */
  cleared: boolean;
  /** Failed runs since then, or since the first. */
  failed: number;
}

/** @param runs true: it failed. */
export function runsOf(runs: readonly boolean[]): Runs {
  const lastGood = runs.lastIndexOf(false);
  return { cleared: lastGood >= 0, failed: runs.length - 1 - lastGood };
}
