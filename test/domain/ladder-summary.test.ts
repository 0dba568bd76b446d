import type { LadderStatus } from '../../src/domain/disputes/ladder-status.js';
import { ladderSummary, waitSummary } from '../../src/domain/disputes/ladder-summary.js';

const DEADLINE = Date.parse('2026-12-01T18:00:00Z');
const STATUS: LadderStatus = {
  label: '$28.90 · dp_1',
  state: 'NEEDS_RESPONSE',
  level: 0,
  until: DEADLINE - 24 * 3_600_000,
  next: 'REMINDER',
  asks: { level: 1, roles: ['OWNER', 'FINANCE'] },
  deadline: DEADLINE,
  estimated: true,
};

describe('what Temporal shows of a ladder', () => {
  it.each<[Partial<LadderStatus>, string]>([
    [{}, 'answer by Tue 1 Dec 18:00 UTC (estimated) · next OWNER, FINANCE at Mon 30 Nov 18:00 UTC'],
    [{ asks: null }, 'answer by Tue 1 Dec 18:00 UTC (estimated) · next nobody at Mon 30 Nov 18:00 UTC'],
    [{ estimated: false, next: 'DEADLINE', until: DEADLINE }, 'answer by Tue 1 Dec 18:00 UTC · no reminder left'],
    [{ state: 'ACKNOWLEDGED', until: null, next: null }, 'answer by Tue 1 Dec 18:00 UTC (estimated) · overdue'],
    [{ deadline: null, until: null, next: null }, 'no deadline'],
    [{ state: 'RESPONDED', until: null, next: null }, 'RESPONDED'],
  ])('is one line: %j', (values, line) => {
    expect(ladderSummary({ ...STATUS, ...values })).toBe(`$28.90 · dp_1 · ${line}`);
  });

  it('names what the timer waits for', () => {
    expect(waitSummary(STATUS)).toBe('T-24 h reminder for OWNER, FINANCE');
    expect(waitSummary({ ...STATUS, next: 'DEADLINE', until: DEADLINE })).toBe('the deadline');
  });
});
