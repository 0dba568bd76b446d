/**
 * Whether a JSON value has more levels of objects and lists than `levels`. Without recursion, which such values would
 * overflow; `JSON.stringify` is recursive, too.
 */
export function isDeeperThan(levels: number, root: unknown): boolean {
  let level: object[] = [];
  const add = (to: object[], value: unknown) => {
    if (typeof value === 'object' && value !== null) to.push(value);
  };
  add(level, root);
  for (let depth = 1; depth <= levels && level.length > 0; depth++) {
    const next: object[] = [];
    // Without a list of the values: a megabyte of numbers is half a million of them.
    for (const container of level) {
      if (Array.isArray(container)) for (const value of container) add(next, value);
      else for (const key in container) add(next, (container as Record<string, unknown>)[key]);
    }
    level = next;
  }
  return level.length > 0;
}
