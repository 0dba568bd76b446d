/** What all kinds of fuzzing are given, and what they say. */

export interface FuzzRun {
  runs: number;
  /** All that happens follows from it. */
  seed: number;
}

export interface Fuzzed {
  /** How often each outcome came. */
  outcomes: Map<string, number>;
  /** What may not be, each with what leads to it. */
  faults: string[];
}

export function count(outcomes: Map<string, number>, outcome: string): void {
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
}

/** Of so many that go wrong in one way, the first ones say enough. */
const SHOWN = 20;

/** Prints both. @returns whether there is no fault */
export function report({ outcomes, faults }: Fuzzed): boolean {
  for (const [outcome, times] of [...outcomes].sort(([, a], [, b]) => b - a)) console.log(`${times}\t${outcome}`);
  for (const fault of faults.slice(0, SHOWN)) console.error(`${fault}\n`);
  return faults.length === 0;
}
