/** How many cases the properties of decisions take: a moment's worth in the suite, and as many as `npm run fuzz -- decisions` says, where those are more: some count what they met. */
/** What `fc.assert` is given. @param usual cases in the suite */
export function manyRuns(usual: number): { numRuns: number; seed?: number } {
  const { FUZZ_RUNS, FUZZ_SEED } = process.env;
  return FUZZ_RUNS ? { numRuns: Math.max(usual, Number(FUZZ_RUNS)), seed: Number(FUZZ_SEED) } : { numRuns: usual };
}
