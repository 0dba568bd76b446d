/**
 * A function that makes each thing once. `Intl`'s formats and parsed messages take a hundred times as long to make as to
 * use. Beyond `most` things it begins anew, so that what the world sends cannot fill the memory. No argument but the last
 * may contain a line end.
 */
export function memoize<Args extends readonly string[], Made>(
  make: (...args: Args) => Made,
  most = 1_000,
): (...args: Args) => Made {
  const made = new Map<string, Made>();
  return (...args) => {
    const key = args.join('\n');
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(...args);
    if (made.size >= most) made.clear();
    made.set(key, fresh);
    return fresh;
  };
}
