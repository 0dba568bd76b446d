/** Time that others have had the processor is no time of ours. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RunningTime } from '../../../src/platform/sandbox/running-time.js';
import { SoftLimit } from '../../../src/platform/sandbox/vm.js';

it('does not count time in which nothing ran', async () => {
  const running = new RunningTime();
  await sleep(500);
  expect(running.passedMs()).toBeGreaterThanOrEqual(499);
  expect(running.runMs()).toBeLessThan(running.passedMs() / 2);
});

it('counts what code takes', () => {
  const running = new RunningTime();
  while (running.runMs() < 100);
  expect(running.passedMs()).toBeGreaterThanOrEqual(100);
});

describe('the soft limit', () => {
  it('is not reached by pauses, however many', async () => {
    const limit = new SoftLimit();
    limit.start(50);
    for (let i = 0; i < 20; i++) {
      await sleep(10);
      expect(limit.isOver()).toBe(false);
    }
  });

  it('stops what runs on', () => {
    const limit = new SoftLimit();
    const running = new RunningTime();
    limit.start(50);
    while (!limit.isOver());
    expect(running.runMs()).toBeGreaterThanOrEqual(50);
    expect(limit.reached).toBe(true);
  });
});
