import { beginReconciliation, continueReconciliation } from '../../src/domain/reconciliation.js';

const NOW = new Date('2026-11-22T06:00:00.000Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 3_600_000);
const froms = (last: Date | null, oldestOpen: Date | null) =>
  Object.values(beginReconciliation(NOW, last, oldestOpen).from);
const days = (...ago: number[]) => ago.map((one) => daysAgo(one).toISOString());

describe('A sweep', () => {
  it('looks back a month at first, then a day beyond the last one; for payouts as long as they are underway', () => {
    expect(froms(null, null)).toEqual(days(30, 30));
    expect(froms(daysAgo(0), null)).toEqual(days(1, 14));
    expect(froms(daysAgo(20), null)).toEqual(days(21, 21));
  });

  it('looks back to the oldest dispute without an end, but not for ever', () => {
    expect(froms(daysAgo(0), daysAgo(50))).toEqual(days(51, 14));
    expect(froms(null, daysAgo(2))).toEqual(days(30, 30));
    expect(froms(daysAgo(0), daysAgo(400))).toEqual(days(120, 14));
  });

  it('goes through the pages of each list, and then it is over', () => {
    const begun = beginReconciliation(NOW, null, null);
    expect(begun).toMatchObject({ begun: NOW.toISOString(), list: 'disputes', cursor: null });
    const second = continueReconciliation(begun, 'du_99');
    expect(second).toEqual({ ...begun, cursor: 'du_99' });
    const payouts = second && continueReconciliation(second, null);
    expect(payouts).toEqual({ ...begun, list: 'payouts', cursor: null });
    expect(payouts && continueReconciliation(payouts, null)).toBeNull();
  });
});
