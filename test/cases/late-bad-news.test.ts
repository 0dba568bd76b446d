// Providers promise no order: the older word that comes after the newer one, of which it was known already that it is over, asks nobody to act and lets nobody rest.
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
const refund = { payload_type: 'Refund', refund_id: 'ref_1', payment_id: 'pay_1', amount: 12900, currency: 'EUR' };
const payout = { payload_type: 'Payout', payout_id: 'pyt_1', amount: 12900, currency: 'EUR' };

it.each([
  ['payment.failed', 'payment.succeeded', payment],
  ['payout.failed', 'payout.success', payout],
  ['payout.on_hold', 'payout.success', payout],
  ['payout.success', 'payout.failed', payout],
  ['payout.in_progress', 'payout.on_hold', payout],
  ['payout.created', 'payout.success', payout],
  ['refund.succeeded', 'refund.failed', refund],
  ['refund.failed', 'refund.succeeded', refund],
])('%s that comes after the %s that followed it is told to nobody', async (bad, good, data) => {
  expect(await fateOf({ type: good, at: 20, data }, { type: bad, at: 10, data })).toEqual(['SUPERSEDED']);
});

describe('a renewal that failed, and was paid by another try', () => {
  const of = (payment_id: string, subscription_id: string) => ({ ...payment, payment_id, subscription_id });

  it('asks nobody to act where it comes after that one', async () => {
    const paid = { type: 'payment.succeeded', at: 20, data: of('pay_2', 'sub_1') };
    expect(await fateOf(paid, { type: 'payment.failed', at: 10, data: of('pay_1', 'sub_1') })).toEqual(['SUPERSEDED']);
    expect(await fateOf({ type: 'payment.failed', at: 10, data: of('pay_3', 'sub_2') })).not.toContain('SUPERSEDED');
    expect(await fateOf({ type: 'payment.failed', at: 30, data: of('pay_4', 'sub_1') })).not.toContain('SUPERSEDED');
  });

  it('is told where another invoice of that subscription was paid', async () => {
    const invoice = (id: string, type: string, created: number) => ({
      ...{ id: `evt_${created}`, object: 'event', type, created, livemode: true },
      data: { object: { id, object: 'invoice', amount_due: 4900, currency: 'usd', subscription: 'sub_1' } },
    });
    await asked.happen('STRIPE', invoice('in_2', 'invoice.paid', 1_795_820_100));
    const { id } = await asked.happen('STRIPE', invoice('in_1', 'invoice.payment_failed', 1_795_820_000));
    expect((await ledgerOf(asked.dataSource, id)).map(({ status }) => status)).not.toContain('SUPERSEDED');
  });
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

it('an invoice that failed at Stripe, and of which it is known that it was paid since, asks nobody to act', async () => {
  const invoice = (type: string, created: number) => ({
    ...{ id: `evt_${created}`, object: 'event', type, created, livemode: true },
    data: { object: { id: 'in_1', object: 'invoice', amount_due: 4900, currency: 'usd', customer: 'cus_1' } },
  });
  await asked.happen('STRIPE', invoice('invoice.paid', 1_795_820_100));
  const { id } = await asked.happen('STRIPE', invoice('invoice.payment_failed', 1_795_820_000));
  const statuses = (await ledgerOf(asked.dataSource, id)).map(({ status }) => status);
  expect([...new Set(statuses)]).toEqual(['SUPERSEDED']);
});

it('one failed refund that Stripe tells by three events is told once, another one again', async () => {
  const told = async (type: string, id: string, created: number) => {
    const object = { id, object: 'refund', amount: 900, currency: 'usd', status: 'failed', payment_intent: 'pi_1' };
    const event = { id: `evt_${type}_${id}`, object: 'event', type, created, livemode: true, data: { object } };
    const happened = await asked.happen('STRIPE', event);
    const statuses = (await ledgerOf(asked.dataSource, happened.id)).map(({ status }) => status);
    return [happened.type, statuses.includes('SUPERSEDED')];
  };
  const at = 1_795_820_000;
  expect(await told('refund.updated', 're_1', at)).toEqual(['refund.failed', false]);
  expect(await told('charge.refund.updated', 're_1', at)).toEqual(['refund.failed', true]);
  expect(await told('refund.failed', 're_1', at + 1)).toEqual(['refund.failed', true]);
  expect(await told('refund.failed', 're_2', at)).toEqual(['refund.failed', false]);
});
