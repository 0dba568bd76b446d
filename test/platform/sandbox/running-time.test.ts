/** Time that others have had the processor is no time of ours. */
import { RunningTime } from '../../../src/platform/sandbox/running-time.js';
import { SoftLimit } from '../../../src/platform/sandbox/vm.js';

/** Clocks that stand still until they are moved. */
function handClocks() {
  const at = { nowMs: 1_000, usedMs: 300 };
  return {
    clocks: { nowMs: () => at.nowMs, usedMs: () => at.usedMs },
    move(nowMs: number, usedMs: number) {
      at.nowMs += nowMs;
      at.usedMs += usedMs;
    },
  };
}

it('does not count time in which nothing ran', () => {
  const { clocks, move } = handClocks();
  const running = new RunningTime(clocks);
  move(500, 20);
  expect(running.passedMs()).toBe(500);
  expect(running.runMs()).toBe(20);
});

it('counts no more than the clock, however many threads have run', () => {
  const { clocks, move } = handClocks();
  const running = new RunningTime(clocks);
  move(500, 900);
  expect(running.runMs()).toBe(500);
});

it('counts what code of this process takes', () => {
  const running = new RunningTime();
  while (running.runMs() < 100);
  expect(running.passedMs()).toBeGreaterThanOrEqual(100);
});

describe('the soft limit', () => {
  it('is not reached by pauses in which other programs ran, however many', () => {
    const { clocks, move } = handClocks();
    const limit = new SoftLimit();
    limit.start(50, new RunningTime(clocks));
    for (let i = 0; i < 100; i++) {
      move(10, 0.4);
      expect(limit.isOver()).toBe(false);
    }
  });

  it('counts one long call as little, so that it is not ended for one pause of the machine', () => {
    const { clocks, move } = handClocks();
    const limit = new SoftLimit();
    limit.start(50, new RunningTime(clocks));
    move(10_000, 10_000);
    expect(limit.isOver()).toBe(false);
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
