// Providers promise no order: bad news that comes after the good one, of which it was known already that it is over, asks nobody to act.
import { ledgerOf } from '../support/deliveries.js';
import { planningFixture } from '../support/planning-fixture.js';

const asked = planningFixture();

/** What became of the last of the events, in their order of arrival; `at` in minutes of one hour. */
async function fateOf(...events: { type: string; at: number; data: object }[]): Promise<string[]> {
  let last = '';
  for (const { type, at, data } of events) {
    const timestamp = `2026-11-03T10:${String(at).padStart(2, '0')}:00.000000Z`;
    const happened = await asked.happen('DODO', { business_id: 'bus_1', type, timestamp, data });
    last = happened.id;
  }
  return [...new Set((await ledgerOf(asked.dataSource, last)).map(({ status }) => status))];
}

const payment = { payload_type: 'Payment', payment_id: 'pay_1', total_amount: 12900, currency: 'EUR' };
const payout = { payload_type: 'Payout', payout_id: 'pyt_1', amount: 12900, currency: 'EUR' };

it.each([
  ['payment.failed', 'payment.succeeded', payment],
  ['payout.failed', 'payout.success', payout],
  ['payout.on_hold', 'payout.success', payout],
])('%s that comes after the %s that followed it is told to nobody', async (bad, good, data) => {
  expect(await fateOf({ type: good, at: 20, data }, { type: bad, at: 10, data })).toEqual(['SUPERSEDED']);
});

it.each([
  ['comes in its order', [20, 10], [payment, payment]],
  ['is of another payment', [10, 20], [payment, { ...payment, payment_id: 'pay_2' }]],
])('a failure that %s is told', async (_, [failed, paid], [failure, success]) => {
  const told = await fateOf(
    { type: 'payment.succeeded', at: paid as number, data: success as object },
    { type: 'payment.failed', at: failed as number, data: failure as object },
  );
  expect(told).not.toContain('SUPERSEDED');
});

it('a payout that the bank returns after it was paid is told', async () => {
  const told = await fateOf(
    { type: 'payout.success', at: 10, data: payout },
    { type: 'payout.failed', at: 20, data: payout },
  );
  expect(told).not.toContain('SUPERSEDED');
});
