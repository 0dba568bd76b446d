// Of one level of an answer so much is under way at once, and what waits for deeper levels never waits for itself.
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Levels } from '../../src/platform/levels.js';

/** Lists of so many items at one level, of which each ends when it is told to. */
function listsAt(levels: Levels, depth: number, sizes: readonly number[]) {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const completed = sizes.map((items, at) =>
    levels.at(depth).complete(items, () => {
      begun.push(at);
      return new Promise<number>((resolve) => {
        ends[at] = () => resolve(at);
      });
    }),
  );
  return { begun, completed: Promise.all(completed), end: async (at: number) => void ends[at]?.() };
}

it('begins as many lists as there is room for, and the next ones when all of those are complete', async () => {
  const { begun, completed, end } = listsAt(new Levels(), 1, [40, 40, 40, 120, 20, 80]);
  expect(begun).toEqual([0, 1]);
  await end(0);
  await nextTurn();
  expect(begun).toEqual([0, 1]);
  await end(1);
  await nextTurn();
  expect(begun).toEqual([0, 1, 2]);
  await end(2);
  await nextTurn();
  // One that is larger than all the room has it for itself.
  expect(begun).toEqual([0, 1, 2, 3]);
  await end(3);
  await nextTurn();
  expect(begun).toEqual([0, 1, 2, 3, 4, 5]);
  await Promise.all([end(4), end(5)]);
  expect(await completed).toEqual([0, 1, 2, 3, 4, 5]);
});

it('has room at a deeper level, whoever waits', async () => {
  const levels = new Levels();
  const listOf = (depth: number): Promise<number> =>
    levels
      .at(depth)
      .complete(200, async () =>
        depth === 5 ? depth : Math.max(...(await Promise.all([listOf(depth + 1), listOf(depth + 1)]))),
      );
  expect(await Promise.all([listOf(1), listOf(1)])).toEqual([5, 5]);
});

it('has room again after a list that failed', async () => {
  const level = new Levels().at(1);
  const failed = level.complete(100, async () => {
    throw new Error('no row');
  });
  const next = level.complete(100, () => 'answered');
  await expect(failed).rejects.toThrow('no row');
  expect(await next).toBe('answered');
});
