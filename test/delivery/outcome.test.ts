import { scheduledMs, waitAfter } from '../../src/core/delivery/outcome.js';

const asked = (wishes: (number | null)[], pausesChannel = false) =>
  wishes.map((retryAfterMs) => ({ retryAfterMs, pausesChannel }));

describe('how long a delivery waits for its next try', () => {
  it('is what the schedule says where no provider wished for a time', () => {
    expect(waitAfter(asked([null, null]), 9)).toBeNull();
    expect([1, 2, 5, 10, 400].map(scheduledMs)).toEqual([5_000, 10_000, 80_000, 1_800_000, 1_800_000]);
  });

  it('is the longest wish', () => {
    expect(waitAfter(asked([1_000, null, 7_000]), 1)).toBe(7_000);
    expect(waitAfter(asked([25_200_000]), 12)).toBe(25_200_000);
  });

  it('is the schedule at least after five tries, and never more than half an hour by itself', () => {
    expect(waitAfter(asked([1_000]), 5)).toBe(1_000);
    expect(waitAfter(asked([1_000]), 6)).toBe(160_000);
    expect(waitAfter(asked([1_000]), 400)).toBe(1_800_000);
  });

  it('is ten minutes at most where our credentials are refused: they may be mended at any moment', () => {
    expect(waitAfter(asked([600_000], true), 400)).toBe(600_000);
    expect(waitAfter(asked([1_000], true), 6)).toBe(160_000);
    // One of them failed for another reason.
    expect(waitAfter([...asked([600_000], true), ...asked([1_000])], 400)).toBe(1_800_000);
  });
});
