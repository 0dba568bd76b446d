/** How deep JSON is, whatever it is made of. */
import { isDeeperThan } from '../../../src/platform/json/json-depth.js';

/** So many levels, lists and objects in turn. */
const nested = (levels: number): unknown =>
  levels === 0 ? 'text' : levels % 2 ? [1, null, nested(levels - 1)] : { a: 1, b: nested(levels - 1) };

it.each([1, 2, 7, 200])('%d levels are not more than that many, and more than one less', (levels) => {
  expect(isDeeperThan(levels, nested(levels))).toBe(false);
  expect(isDeeperThan(levels - 1, nested(levels))).toBe(true);
});

it.each([null, 'text', 7, undefined])('%j has no level', (value) => expect(isDeeperThan(0, value)).toBe(false));

it('a name that objects inherit is one like others', () => {
  const value: unknown = JSON.parse('{"__proto__": {"constructor": [[]]}}');
  expect([isDeeperThan(3, value), isDeeperThan(4, value)]).toEqual([true, false]);
});

it('a stack is no limit', () => {
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level++) deep = [deep];
  expect(isDeeperThan(200, deep)).toBe(true);
});
