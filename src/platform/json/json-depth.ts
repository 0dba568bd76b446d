/**
 * Whether a JSON value has more levels of objects and lists than `levels`. Level by level, since the values that matter
 * here are those that would overflow the stack of anything recursive, `JSON.stringify` included.
 */
export function isDeeperThan(levels: number, root: unknown): boolean {
  const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;
  let level = [root].filter(isContainer);
  for (let depth = 1; depth <= levels && level.length > 0; depth++) {
    level = level.flatMap((container) => Object.values(container)).filter(isContainer);
  }
  return level.length > 0;
}
