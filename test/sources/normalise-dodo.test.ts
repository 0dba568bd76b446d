/** What we make of the bodies of Dodo Payments, with the traps of its documentation. */
import { type Body, dodo, dodoWith, RECEIVED, sample } from './sample-bodies.js';

describe('Dodo Payments', () => {
  it('reads the envelope: time of occurrence in milliseconds, ours where it is missing or no time', () => {
    expect(dodo(sample('dodo.dispute.opened')).occurredAt).toBe('2026-11-06T07:45:13.122Z');
    const bad = [
      undefined,
      null,
      7.5e20,
      '',
      'yesterday',
      '2026-11-06',
      '2026-11-06T07:45:13',
      '2026-99-06T07:45:13Z',
      {},
    ];
    for (const timestamp of bad) {
      expect(dodo({ ...sample('dodo.dispute.opened'), timestamp }).occurredAt).toBe(RECEIVED.toISOString());
    }
    expect(dodo({ ...sample('dodo.dispute.opened'), timestamp: '2026-11-06T09:45:13.1+02:00' }).occurredAt).toBe(
      '2026-11-06T07:45:13.100Z',
    );
  });

  it('goes by the status of a dispute, as the body is the state at delivery', () => {
    const late = dodoWith('dispute.opened', { dispute_status: 'dispute_lost' });
    expect([late.type, late.facts.status]).toEqual(['dispute.lost', 'lost']);
    expect(dodoWith('dispute.won', { dispute_status: 'dispute_lost' }).type).toBe('dispute.lost');
    expect(dodoWith('dispute.opened', { dispute_status: 'won' }).type).toBe('dispute.won');
    for (const status of ['dispute_paused', '', null, 5, undefined]) {
      expect(dodoWith('dispute.opened', { dispute_status: status }).type).toBe('dispute.opened');
    }
    const unknown = { ...sample('dodo.dispute.opened'), type: 'dispute.reminded' };
    expect(dodo(unknown).type).toBe('dispute.reminded');
  });

  it('estimates when the answer to an opened dispute is due: four days after its creation', () => {
    const deadline = (data: Body) => dodoWith('dispute.opened', data).facts;
    expect(deadline({})).toMatchObject({ respondBy: '2026-11-10T07:45:12.904Z', respondByEstimated: true });
    expect(deadline({ created_at: null }).respondBy).toBe('2026-11-10T07:45:13.122Z');
    for (const none of [{ is_resolved_by_rdr: true }, { dispute_status: 'dispute_lost' }]) {
      expect(deadline(none)).toMatchObject({ respondBy: null, respondByEstimated: false });
    }
  });

  it('knows stage, status, ids and no deadline of an ended dispute', () => {
    const { facts } = dodo(sample('dodo.dispute.cancelled'));
    expect(facts).toMatchObject({
      status: 'cancelled',
      stage: 'pre_arbitration',
      respondBy: null,
      disputeId: 'dp_BOCKmFtKvnkZaEyEYDyi',
      paymentId: 'pay_CEEfAhNw34Oo3VJ9xov3B',
      customerId: 'cus_HzP4AVxAo6jcRnTcHLKwF',
      customerEmail: 'layla.alsabah@dana-design.example',
    });
  });

  it('reads amounts as digits or integers, exactly or not at all', () => {
    const amount = (value: unknown) => dodoWith('dispute.opened', { amount: value }).facts.amount;
    expect(amount(2890)).toBe('2890');
    expect(amount('9007199254740993')).toBe('9007199254740993');
    expect(amount('-15')).toBe('-15');
    for (const bad of [
      2 ** 53,
      28.9,
      '28.90',
      '1e3',
      ' 7',
      '',
      'NaN',
      null,
      undefined,
      true,
      [1],
      {},
      '1'.repeat(19),
    ]) {
      expect(amount(bad)).toBeNull();
    }
    const big = JSON.parse('{"type":"payment.succeeded","data":{"total_amount":9007199254740993,"currency":"USD"}}');
    expect(dodo(big).facts).toMatchObject({ amount: null, currency: 'USD' });
  });

  it('tells no amount without a currency that can be one', () => {
    for (const currency of [undefined, null, '', 'US', 'dollars', '€€€', 840]) {
      expect(dodoWith('refund.succeeded', { currency }).facts).toMatchObject({ amount: null, currency: null });
    }
  });

  it('tells no amount in what has no unit that is known: gold, no currency, coins of a chain', () => {
    for (const currency of ['XAU', 'XXX', 'btc', 'ETH', 'USDC'])
      expect(dodoWith('dispute.opened', { currency }).facts).toMatchObject({ amount: null, currency: null });
  });

  it('does not take a stored card for a sale', () => {
    const stored = { is_update_payment_method: true, total_amount: 0, subscription_id: 'sub_1' };
    const event = dodoWith('payment.succeeded', stored);
    expect([event.type, event.entityId]).toEqual(['subscription.update_payment_method', 'sub_1']);
    expect(dodoWith('payment.succeeded', { ...stored, total_amount: 100 }).type).toBe(event.type);
    expect(dodoWith('payment.succeeded', { total_amount: 0 }).type).toBe('payment.succeeded');
    expect(dodoWith('payment.failed', stored).type).toBe('payment.failed');
  });

  it('says how it was paid', () => {
    expect(dodo(sample('dodo.payment.failed')).facts.method).toBe('Mastercard •••• 0341');
    expect(dodo(sample('dodo.payment.processing')).facts.method).toBe('bank_transfer');
    expect(dodoWith('payment.failed', { card_network: 'AMERICAN_EXPRESS' }).facts.method).toBe(
      'American Express •••• 0341',
    );
    expect(dodoWith('payment.failed', { card_last_four: '4111111111111111' }).facts.method).toBe('Mastercard');
  });

  it('never shows a license key', () => {
    for (const name of ['license_key.created', 'entitlement_grant.delivered']) {
      const event = dodo(sample(`dodo.${name}`));
      expect(event.facts.licenseKey).toBe('82ab…');
      expect(JSON.stringify(event)).not.toContain('82abe6cb');
    }
    expect(dodoWith('license_key.created', { key: 'ABCD' }).facts.licenseKey).toBe('…');
  });

  it('knows what comes next and what ends', () => {
    const times = (name: string, data: Body = {}) => {
      const { nextAt, endsAt } = dodoWith(name, data).facts;
      return [nextAt, endsAt];
    };
    expect(times('subscription.renewed')).toEqual(['2027-01-03T14:00:11.020Z', null]);
    expect(times('subscription.cancelled')).toEqual([null, '2026-11-17T20:12:08.990Z']);
    expect(times('subscription.expired')).toEqual([null, '2026-11-18T00:00:00.000Z']);
    expect(times('subscription.past_due')).toEqual(['2026-11-12T02:58:31.004Z', '2026-11-15T02:58:31.004Z']);
    expect(times('subscription.updated', { cancel_at_next_billing_date: true })).toEqual([
      null,
      '2026-12-03T14:00:11.020Z',
    ]);
    expect(times('license_key.created')).toEqual([null, '2027-11-03T09:14:22.000Z']);
  });

  it('reads credits as decimals and never as money', () => {
    const { facts } = dodo(sample('dodo.credit.deducted'));
    expect(facts).toMatchObject({ credits: '42.5', balance: '457.5', amount: null, currency: null });
    expect(dodo(sample('dodo.credit.balance_low')).facts).toMatchObject({ credits: null, balance: '48' });
    expect(dodo(sample('dodo.credit.added')).facts.subscriptionId).toBe('sub_NOOMhnxISQIuG9lwqgo74');
  });

  it('tells a start once per subscription, and nothing else once', () => {
    const key = 'subscription.active:sub_x8cWafbVoadFaTZt4va7V';
    expect(dodo(sample('dodo.subscription.active')).collapse).toEqual({ key, seconds: null });
    expect(dodoWith('subscription.active', { subscription_id: null }).collapse).toBeNull();
    for (const name of ['subscription.renewed', 'payment.failed', 'dispute.opened']) {
      expect(dodo(sample(`dodo.${name}`)).collapse).toBeNull();
    }
  });

  it('keeps new event types under their own names, and calls nameless ones unknown', () => {
    const data = { id: 'x_1', amount: 5, currency: 'eur', customer_id: 'cus_1' };
    const event = dodo({ type: 'gift_card.issued', data });
    expect(event).toMatchObject({ type: 'gift_card.issued', entityId: 'x_1', facts: { amount: '5', currency: 'EUR' } });
    for (const type of [undefined, null, '', 7, {}, 'a\u0000b', 'x'.repeat(256)])
      expect(dodo({ type }).type).toBe('unknown');
    for (const type of ['constructor', '__proto__', 'toString.x']) expect(dodo({ type, data }).type).toBe(type);
  });

  it('takes no customer address that is not one address', () => {
    for (const address of [
      'a@b.example, c@d.example',
      'a@b.example\r\nBcc: c@d.example',
      'nobody',
      '<a@b.example>',
      5,
    ]) {
      expect(dodoWith('payment.failed', { customer: { email: address } }).facts.customerEmail).toBeNull();
    }
    expect(dodoWith('payment.failed', { customer: { name: 'A\r\nB' } }).facts.customerName).toBe('A  B');
  });
});
