/**
 * A function that makes each thing once. `Intl`'s formats and parsed messages take a hundred times as long to make as to
 * use. Beyond `most` things, or `mostLetters` in what they were made of, it begins anew, so that what the world sends cannot
 * fill the memory. No argument but the last may contain a line end.
 */
export function memoize<Args extends readonly string[], Made>(
  make: (...args: Args) => Made,
  most = 1_000,
  mostLetters = 1_000_000,
): (...args: Args) => Made {
  const made = new Map<string, Made>();
  let letters = 0;
  return (...args) => {
    const key = args.join('\n');
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(...args);
    letters += key.length;
    if (made.size >= most || letters > mostLetters) {
      made.clear();
      letters = key.length;
    }
    made.set(key, fresh);
    return fresh;
  };
}
