import { giveBackStartUp } from '../../src/platform/start-up-memory.js';

const MB = 1024 * 1024;

it('gives back what is not used any more', async () => {
  // Large ones die in the old space, which no small collection looks at.
  const left = Array.from({ length: 40 }, () => new Array(MB / 8).fill(0.5));
  const full = process.memoryUsage().heapUsed;
  expect(left).toHaveLength(40);
  left.length = 0;
  await giveBackStartUp();
  expect(full - process.memoryUsage().heapUsed).toBeGreaterThan(30 * MB);
});
