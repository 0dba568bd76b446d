/** Values that stand elsewhere, or are written otherwise, than in the samples: of the same meaning, and read so. */
import { newStripeSecret, signStripe, verifyStripe } from '../../src/sources/stripe/signature.js';
import { type Body, dodo, dodoWith, generic, RECEIVED, sample, stripe, stripeWith } from './sample-bodies.js';

const AT = '2026-11-03T09:14:22.000Z';
const SECONDS = Date.parse(AT) / 1_000;

describe('a moment', () => {
  it.each([
    ['milliseconds', SECONDS * 1_000],
    ['seconds as text', String(SECONDS)],
    ['milliseconds as text', String(SECONDS * 1_000)],
    ['a space for the T, as PostgreSQL writes it', '2026-11-03 09:14:22+00'],
    ['an offset without a colon, as Python writes it', '2026-11-03T11:14:22+0200'],
    ['lower case', '2026-11-03t09:14:22z'],
    ['microseconds', SECONDS * 1_000_000],
    ['nanoseconds as text, as JSON of Go has them', `${SECONDS}000000000`],
    ['seconds with a fraction, as text', `${SECONDS}.0`],
    ['a space before the offset, as Ruby writes it', '2026-11-03 11:14:22 +0200'],
    ['the zone by its name, as Rails writes it', '2026-11-03 09:14:22 UTC'],
    ['both, as Go writes it', '2026-11-03 09:14:22 +0000 UTC'],
    ['a zone in brackets, as Java writes it (RFC 9557)', '2026-11-03T10:14:22+01:00[Europe/Berlin]'],
    ['the basic format of ISO 8601', '20261103T091422Z'],
    ['a date as mails and HTTP have it', 'Tue, 03 Nov 2026 09:14:22 GMT'],
    ['a date as mails have it, with an offset', '3 Nov 2026 10:14:22 +0100'],
  ])('in %s', (_, respond_by) => {
    expect(generic({ type: 'dispute.opened', data: { id: 'd_1', respond_by } }).facts.respondBy).toBe(AT);
  });

  it.each([
    ['seconds that stand for “never”', 253_402_300_799, '9999-12-31T23:59:59.000Z'],
    ['milliseconds of 2001', 1_000_000_000_000, '2001-09-09T01:46:40.000Z'],
  ])('in %s', (_, respond_by, at) => {
    expect(generic({ type: 'dispute.opened', data: { id: 'd_1', respond_by } }).facts.respondBy).toBe(at);
  });

  it.each([
    ['a day, which begins in UTC', '2026-11-03', '2026-11-03T00:00:00.000Z'],
    ['a time without a zone, as one of UTC', '2026-11-03T09:14:22.5', '2026-11-03T09:14:22.500Z'],
  ])('as a deadline %s: without one nobody would be reminded', (_, respond_by, at) => {
    const { facts } = generic({ type: 'dispute.opened', data: { id: 'd_1', respond_by } });
    expect([facts.respondBy, facts.dispute?.due]).toEqual([at, 'STATED']);
  });

  it.each(['2026-02-30', '03.11.2026', '2026-11', 'soon', '0001-01-01', ''])('but %j is no deadline', (respond_by) => {
    const { facts } = generic({ type: 'dispute.opened', data: { id: 'd_1', respond_by } });
    expect([facts.respondBy, facts.dispute?.due]).toEqual([null, 'UNSTATED']);
  });

  it('without seconds, as Java writes it, or with a fraction as text', () => {
    const at = (timestamp: unknown) => generic({ type: 'x', timestamp }).occurredAt;
    expect(at('2026-11-03T09:14Z')).toBe('2026-11-03T09:14:00.000Z');
    expect(at('2026-11-03T09:14:22.5+05:30')).toBe('2026-11-03T03:44:22.500Z');
    expect(at('2026-06-30T23:59:60Z')).toBe('2026-06-30T23:59:59.000Z');
    for (const none of [
      '12',
      '2026-11-03',
      '2026-11-03T09',
      '2026-11-03T09:14:22',
      '2026-13-03T09:14:22Z',
      '31 Feb 2026 09:14:22 GMT',
    ])
      expect(at(none)).toBe(RECEIVED.toISOString());
  });

  it('that lies far ahead is when we heard of it: an event of next year would be newer than all that is to come', () => {
    const in_ = (minutes: number) => new Date(RECEIVED.getTime() + minutes * 60_000).toISOString();
    expect(dodo({ ...sample('dodo.payment.succeeded'), timestamp: in_(3 * 1_440) }).occurredAt).toBe(
      RECEIVED.toISOString(),
    );
    expect(generic({ type: 'x', timestamp: '2099-01-01T00:00:00Z' }).occurredAt).toBe(RECEIVED.toISOString());
    const created = Math.floor(RECEIVED.getTime() / 1_000) + 2 * 86_400;
    expect(stripe({ ...sample('stripe.payout.paid'), created }).occurredAt).toBe(RECEIVED.toISOString());
    // A clock that was never set says nothing.
    for (const timestamp of [5, 86_400, '1970-01-01T00:00:07Z', '2000-01-01T00:00:00Z'])
      expect(generic({ type: 'x', timestamp }).occurredAt).toBe(RECEIVED.toISOString());
    // Clocks differ, and so do zones.
    expect(generic({ type: 'x', timestamp: in_(14 * 60) }).occurredAt).toBe(in_(14 * 60));
  });
});

describe('an absence', () => {
  it('of a time that can be read is not the bank’s word that no answer is possible', () => {
    const due = (due_by: unknown) =>
      stripeWith('charge.dispute.created', { evidence_details: { due_by } }).facts.dispute;
    for (const none of [0, '0', null]) expect(due(none)).toMatchObject({ due: 'NONE', dueAt: null });
    for (const unread of ['soon', '', -1, {}, [], true]) expect(due(unread)).toMatchObject({ due: 'UNSTATED' });
    for (const at of [SECONDS, String(SECONDS), AT]) expect(due(at)).toMatchObject({ due: 'STATED', dueAt: AT });
  });

  it('of a status in lower case is none: it is the same status', () => {
    expect(dodoWith('dispute.opened', { dispute_status: 'DISPUTE_LOST' }).type).toBe('dispute.lost');
    expect(dodoWith('dispute.opened', { dispute_stage: 'PRE_DISPUTE' }).facts.dispute?.stage).toBe('pre_dispute');
  });
});

describe('the state, and not the name,', () => {
  it('says that the network resolved a dispute: no clock, whichever event carries it', () => {
    for (const name of ['dispute.opened', 'dispute.challenged']) {
      const data = { dispute_status: 'dispute_opened', is_resolved_by_rdr: true };
      expect(dodoWith(name, data)).toMatchObject({ type: 'dispute.closed', facts: { respondBy: null } });
    }
    expect(dodoWith('dispute.won', { is_resolved_by_rdr: true }).type).toBe('dispute.won');
  });

  it('that we do not know is told by the name, and starts no clock: it need not be our move', () => {
    const read = (dispute_status: unknown) => {
      const { type, facts } = dodoWith('dispute.opened', { dispute_status });
      return [type, facts.dispute?.due, facts.respondBy === null];
    };
    for (const status of ['dispute_under_review', 'paused'])
      expect(read(status)).toEqual(['dispute.opened', 'UNSTATED', true]);
    for (const status of ['dispute_opened', 'Opened', null, undefined, ''])
      expect(read(status)).toEqual(['dispute.opened', 'ESTIMATED', false]);
  });

  it('and a stage are the same in capitals', () => {
    const { facts } = generic({ type: 'dispute.opened', data: { id: 'd_1', stage: 'Pre_Dispute', status: 'OPENED' } });
    expect([facts.stage, facts.dispute?.stage, facts.dispute?.status]).toEqual(['pre_dispute', 'pre_dispute', 'OPEN']);
  });

  it('of a dispute is read of an event whose name we do not know; where it is no news it keeps that name', () => {
    const body = (dispute_status: string) => {
      const escalated: Body = { ...sample('dodo.dispute.opened'), type: 'dispute.escalated' };
      escalated.data.dispute_status = dispute_status;
      const { type, facts } = dodo(escalated);
      return [type, facts.dispute?.status, facts.dispute?.quietType, facts.dispute?.due];
    };
    expect(body('dispute_opened')).toEqual(['dispute.escalated', 'OPEN', 'dispute.escalated', 'ESTIMATED']);
    expect(body('dispute_lost')).toEqual(['dispute.escalated', 'LOST', 'dispute.escalated', 'UNSTATED']);
    expect(body('dispute_resting')).toEqual(['dispute.escalated', 'OTHER', 'dispute.escalated', 'UNSTATED']);
    const shop = (type: string, status: string) => {
      const { dispute } = generic({ type, data: { id: 'd_1', status } }).facts;
      return [dispute?.status, dispute?.quietType];
    };
    expect(shop('dispute.updated', 'Lost')).toEqual(['LOST', 'dispute.updated']);
    expect(shop('dispute.opened', 'won')).toEqual(['WON', null]);
    expect(shop('dispute.opened', 'open')).toEqual(['OPEN', null]);
    expect(shop('dispute.won', 'closed')).toEqual(['WON', null]);
    expect(shop('dispute.noted', 'pending')).toEqual(['OTHER', 'dispute.noted']);
  });

  it('says that bad news is over: the body is the state at delivery, and a payment may have succeeded meanwhile', () => {
    const type = (name: string, status: string) => dodoWith(name, { status }).type;
    expect(type('payment.failed', 'succeeded')).toBe('payment.updated');
    expect(type('refund.failed', 'succeeded')).toBe('refund.updated');
    expect([type('payout.failed', 'success'), type('payout.on_hold', 'success')]).toEqual([
      'payout.updated',
      'payout.updated',
    ]);
    for (const [name, status, wanted] of [
      ['subscription.on_hold', 'active', 'subscription.updated'],
      ['subscription.past_due', 'ACTIVE', 'subscription.updated'],
      ['subscription.past_due', 'past_due', 'subscription.past_due'],
      ['dunning.started', 'recovered', 'dunning.updated'],
      ['dunning.started', 'exhausted', 'dunning.started'],
      ['abandoned_checkout.detected', 'recovered', 'abandoned_checkout.updated'],
    ] as const)
      expect(type(name, status)).toBe(wanted);
    for (const status of ['failed', 'processing', 'requires_payment_method', ''])
      expect(type('payment.failed', status)).toBe('payment.failed');
    expect(type('payout.on_hold', 'failed')).toBe('payout.on_hold');
  });

  it('ends a dispute that was refunded, as API versions until 2018 say it', () => {
    for (const name of ['created', 'updated', 'closed']) {
      const body: Body = { ...sample('stripe.charge.dispute.created'), type: `charge.dispute.${name}` };
      body.data.object.status = 'charge_refunded';
      expect(stripe(body)).toMatchObject({ type: 'dispute.closed', facts: { stage: null, respondBy: null } });
    }
  });
});

describe('a subscription that ends with its period', () => {
  const end = SECONDS + 20 * 86_400;
  const ends = { nextAt: null, endsAt: new Date(end * 1_000).toISOString() };
  const items = { data: [{ quantity: 1, current_period_end: end, price: { unit_amount: 100 } }] };

  it.each([
    ['of Stripe', { items, cancel_at_period_end: true, cancel_at: null, canceled_at: SECONDS }],
    ['of Stripe, of which no more is said', { items, cancel_at_period_end: true, cancel_at: null, canceled_at: null }],
    [
      'of older versions',
      { items: undefined, current_period_end: end, cancel_at_period_end: true, canceled_at: SECONDS },
    ],
  ])('%s is charged no more, and ends then, not when that was asked for', (_, object) => {
    expect(stripeWith('customer.subscription.created', object).facts).toMatchObject(ends);
  });

  it('and one that rests is not charged next either', () => {
    const nextAt = (object: Body) => stripeWith('customer.subscription.created', { items, ...object }).facts.nextAt;
    expect([nextAt({}), nextAt({ status: 'paused' }), nextAt({ pause_collection: { behavior: 'void' } })]).toEqual([
      ...[ends.endsAt, null, null],
    ]);
    const due = (status: string) => dodoWith('subscription.update_payment_method', { status }).facts.nextAt;
    expect([due('active') !== null, due('on_hold'), due('paused')]).toEqual([true, null, null]);
  });

  it('is the same at Dodo Payments; one that has ended did so when it says', () => {
    const leaving = { cancel_at_next_billing_date: true, cancelled_at: AT, next_billing_date: ends.endsAt };
    expect(dodoWith('subscription.updated', { ...leaving, status: 'active' }).facts).toMatchObject(ends);
    expect(dodoWith('subscription.cancelled', { ...leaving, status: 'cancelled' }).facts.endsAt).toBe(AT);
    expect(stripeWith('customer.subscription.created', { items, ended_at: SECONDS }).facts.endsAt).toBe(AT);
  });
});

describe('an id', () => {
  it('that is a number is one: shops count their orders', () => {
    const data = { id: 1001, customer: { id: 42 }, payment_id: 7, invoice_number: 2026001 };
    expect(generic({ type: 'dispute.opened', data })).toMatchObject({
      entityId: '1001',
      facts: { disputeId: '1001', customerId: '42', paymentId: '7', invoiceNumber: '2026001' },
    });
    for (const id of [1.5, Number.NaN, 2 ** 53, true, {}])
      expect(generic({ type: 'dispute.opened', data: { id } }).entityId).toBeNull();
  });

  it('is found in an object that Stripe expanded', () => {
    const customer = { id: 'cus_1', object: 'customer', name: 'Ada Byron', email: 'ada@x.example' };
    const silent = { receipt_email: null, last_payment_error: null };
    const failed = stripeWith('payment_intent.payment_failed', { ...silent, customer, invoice: { id: 'in_1' } });
    const who = { customerId: 'cus_1', customerName: 'Ada Byron', customerEmail: 'ada@x.example' };
    expect(failed.facts).toMatchObject({ ...who, invoiceId: 'in_1' });
    expect(failed.collapse?.key).toBe('payment.failed:cus_1:64900:SEK');
    const billing_details = { name: 'Ada Byron', email: 'ada@x.example' };
    const charge = { id: 'ch_1', billing_details };
    const disputed = (object: Body) => stripeWith('charge.dispute.created', object).facts;
    expect(disputed({ charge, payment_intent: { id: 'pi_1' } })).toMatchObject({
      paymentId: 'pi_1',
      ...{ ...who, customerId: null },
    });
    expect(disputed({ charge, payment_intent: null }).paymentId).toBe('ch_1');
    const subscription = { id: 'sub_1', object: 'subscription' };
    const parent = { type: 'subscription_details', subscription_details: { subscription } };
    expect(stripeWith('invoice.payment_failed', { parent, customer }).facts).toMatchObject({
      customerId: 'cus_1',
      subscriptionId: 'sub_1',
    });
  });

  it('and the size of a refund are found in the list of refunds of older versions', () => {
    const refunds = { data: [{ id: 're_2', amount: 500, reason: null }] };
    const { entityId, facts } = stripeWith('charge.refunded', { refunds, amount_refunded: 20_000 }, {});
    expect([entityId, facts.refundId, facts.amount]).toEqual(['re_2', 're_2', '500']);
  });

  it('of a customer that is an account of Stripe’s newer API is one', () => {
    const { facts } = stripeWith('payment_intent.payment_failed', { customer: null, customer_account: 'acct_9' });
    expect(facts.customerId).toBe('acct_9');
  });

  it('an address is one customer within one account of a platform', () => {
    const key = (account: string) => {
      const body = sample('stripe.payment_intent.payment_failed');
      Object.assign(body.data.object, { customer: null, receipt_email: 'ada@x.example' });
      return stripe({ ...body, account }).collapse?.key;
    };
    expect(key('acct_1')).not.toBe(key('acct_2'));
  });
});

it('a Stripe signature whose entries a proxy joined with spaces is the same signature', () => {
  const [secret, body, now] = [newStripeSecret(), Buffer.from('{}'), new Date()];
  const signed = signStripe({ body, secret, now })['stripe-signature'] ?? '';
  const [stamp, signature] = signed.split(',');
  const verdict = (value: string) => verifyStripe({ headers: { 'Stripe-Signature': value }, body }, [secret], now).ok;
  for (const same of [`${stamp}, ${signature}`, ` ${signature} ,\t${stamp}`, `${stamp},v0=x, v1=no , ${signature}`])
    expect(verdict(same)).toBe(true);
  for (const other of [
    `${stamp}, ${signature?.toUpperCase()}`,
    `${stamp} ${signature}`,
    `${stamp}, v0${signature?.slice(2)}`,
  ])
    expect(verdict(other)).toBe(false);
});
