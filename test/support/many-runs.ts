/** How many cases the properties of decisions take: a moment's worth in the suite, and as many as `npm run fuzz -- decisions` says. */
/** What `fc.assert` is given. @param usual cases in the suite */
export function manyRuns(usual: number): { numRuns: number; seed?: number } {
  const { FUZZ_RUNS, FUZZ_SEED } = process.env;
  return FUZZ_RUNS ? { numRuns: Number(FUZZ_RUNS), seed: Number(FUZZ_SEED) } : { numRuns: usual };
}
