/**
 * Whether a JSON value has more levels of objects and lists than `levels`. Without recursion, which such values would
 * overflow; `JSON.stringify` is recursive, too.
 */
export function isDeeperThan(levels: number, root: unknown): boolean {
  const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;
  let level = [root].filter(isContainer);
  for (let depth = 1; depth <= levels && level.length > 0; depth++) {
    level = level.flatMap((container) => Object.values(container)).filter(isContainer);
  }
  return level.length > 0;
}
