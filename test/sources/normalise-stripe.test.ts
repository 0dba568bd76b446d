/** What we make of Stripe's bodies, with the traps of its documentation. */
import { formatMoney } from '../../src/i18n/money.js';
import { type Body, RECEIVED, sample, stripe, stripeWith } from './sample-bodies.js';

describe('Stripe', () => {
  it('reads the envelope: time, test mode', () => {
    expect(stripe(sample('stripe.charge.dispute.created')).occurredAt).toBe('2026-11-08T11:20:01.000Z');
    expect(stripe({ ...sample('stripe.payout.paid'), livemode: false }).test).toBe(true);
    expect(stripe({ ...sample('stripe.payout.paid'), livemode: undefined }).test).toBe(false);
    for (const created of [0, -1, 1e30, 'x', null]) expect(stripe({ created }).occurredAt).toBe(RECEIVED.toISOString());
  });

  it('knows when a dispute must be answered, and when that is impossible', () => {
    const respondBy = (object: Body) => stripeWith('charge.dispute.created', object).facts.respondBy;
    const due_by = 1794959999;
    expect(respondBy({})).toBe(new Date(due_by * 1000).toISOString());
    for (const none of [0, null, undefined, -1]) expect(respondBy({ evidence_details: { due_by: none } })).toBeNull();
    for (const status of ['warning_needs_response', 'appeal_needs_response'])
      expect(respondBy({ status })).not.toBeNull();
    for (const status of ['under_review', 'won', 'lost', 'warning_closed', 'prevented'])
      expect(respondBy({ status })).toBeNull();
  });

  it('calls an inquiry an inquiry', () => {
    const stage = (status: string) => stripeWith('charge.dispute.created', { status }).facts.stage;
    expect(
      ['warning_needs_response', 'warning_closed', 'needs_response', 'lost', 'appeal_under_review'].map(stage),
    ).toEqual(['inquiry', 'inquiry', 'dispute', null, 'pre_arbitration']);
  });

  it('reads the state of a dispute from its body, whatever the event is called', () => {
    const read = (name: string, object: Body) => {
      const { type, facts } = stripe({ ...sample('stripe.charge.dispute.created'), type: name, ...withObject(object) });
      return [type, facts.dispute?.status, facts.dispute?.quietType];
    };
    const withObject = (object: Body) => {
      const { data } = sample('stripe.charge.dispute.created');
      return { data: { object: { ...data.object, ...object } } };
    };
    const OTHER = ['dispute.updated', 'OTHER', 'dispute.updated'];
    const [updated, withdrawn] = ['charge.dispute.updated', 'charge.dispute.funds_withdrawn'];
    expect(read(updated, { status: 'needs_response' })).toEqual(['dispute.updated', 'OPEN', 'dispute.updated']);
    expect(read(updated, { status: 'under_review' })).toEqual(['dispute.challenged', 'ANSWERED', 'dispute.updated']);
    expect(read(withdrawn, { status: 'lost' })).toEqual(['dispute.funds_withdrawn', 'LOST', 'dispute.funds_withdrawn']);
    expect(read('charge.dispute.created', { status: 'under_review' })).toEqual([
      'dispute.challenged',
      'ANSWERED',
      null,
    ]);
    expect(read('charge.dispute.closed', { status: 'prevented' })).toEqual(['dispute.closed', 'CLOSED', null]);
    // Stripe adds statuses: a name that says more than an unknown one is believed.
    expect(read('charge.dispute.created', { status: 'reconsidered' })).toEqual(['dispute.opened', 'OPEN', null]);
    const answered = { ...sample('stripe.charge.dispute.created').data.object.evidence_details, submission_count: 1 };
    for (const evidence_details of [{}, answered, { ...answered, submission_count: 0, past_due: true }])
      expect(read(updated, { status: 'reconsidered', evidence_details })).toEqual(OTHER);
    // It is ours where it says that an answer is due, and that none was filed.
    expect(read(updated, { status: 'reconsidered' })).toEqual(['dispute.updated', 'OPEN', 'dispute.updated']);
    expect(read(updated, { status: 'court_needs_response' })).toEqual(['dispute.updated', 'OPEN', 'dispute.updated']);
    expect(read('charge.dispute.created', { status: null })).toEqual(['dispute.opened', 'OPEN', null]);
    // Money that is gone is gone because of a dispute.
    expect(read(withdrawn, { status: 'reconsidered' })).toEqual([
      'dispute.funds_withdrawn',
      'OPEN',
      'dispute.funds_withdrawn',
    ]);
  });

  it('says when the bank allows no answer, and when the body does not say', () => {
    const due = (object: Body) => stripeWith('charge.dispute.created', object).facts.dispute;
    expect(due({ evidence_details: { due_by: 0 } })).toMatchObject({ due: 'NONE', dueAt: null });
    expect(due({ evidence_details: { due_by: null } })).toMatchObject({ due: 'NONE', dueAt: null });
    expect(due({ evidence_details: {} })).toMatchObject({ due: 'UNSTATED', dueAt: null });
    const old = { evidence_details: undefined, evidence_due_by: 1794959999 };
    expect(due(old)).toMatchObject({ due: 'STATED', dueAt: new Date(1794959999_000).toISOString() });
    const draft = { evidence_details: { due_by: 1794959999, has_evidence: true, submission_count: 0 } };
    expect(due(draft)).toMatchObject({ draft: true, submissions: 0 });
  });

  it('closes a dispute as won, lost, or without loss', () => {
    const type = (status: string) => stripeWith('charge.dispute.closed', { status }).type;
    expect(['won', 'lost', 'warning_closed', 'prevented', 'news'].map(type)).toEqual([
      'dispute.won',
      'dispute.lost',
      'dispute.closed',
      'dispute.closed',
      'dispute.closed',
    ]);
  });

  it('starts a subscription when it becomes active or trialing, wherever that is said', () => {
    const created = (status: string) => stripeWith('customer.subscription.created', { status });
    expect(created('trialing').type).toBe('subscription.active');
    expect(created('incomplete')).toMatchObject({ type: 'subscription.created', collapse: null });
    const updated = (status: string, previous: Body) => {
      const body = sample('stripe.customer.subscription.created');
      body.data.object.status = status;
      body.data.previous_attributes = previous;
      return stripe({ ...body, type: 'customer.subscription.updated' });
    };
    expect(updated('active', { status: 'incomplete' })).toMatchObject({
      type: 'subscription.active',
      collapse: { key: 'subscription.active:sub_OTuTzz9cVYYLNspZAnm1CZpn', seconds: null },
    });
    // Told once: whoever was told of the trial is not told again (collapse).
    expect(updated('active', { status: 'trialing' }).type).toBe('subscription.active');
    for (const [before, type] of [
      ['past_due', 'dunning.recovered'],
      ['unpaid', 'dunning.recovered'],
      ['paused', 'subscription.unpaused'],
      ['canceled', 'subscription.updated'],
    ])
      expect(updated('active', { status: before }).type).toBe(type);
    expect(updated('active', { quantity: 1 }).type).toBe('subscription.updated');
    expect(updated('past_due', { status: 'active' }).type).toBe('subscription.past_due');
    expect(
      stripe({ ...sample('stripe.customer.subscription.created'), type: 'customer.subscription.deleted' }).type,
    ).toBe('subscription.cancelled');
  });

  it('says what a subscription costs, when it is billed next and when it ends', () => {
    const { facts } = stripe(sample('stripe.customer.subscription.created'));
    expect(facts).toMatchObject({ productId: 'prod_5x2s5pHu9DzfWa', nextAt: '2026-11-06T05:00:00.000Z', endsAt: null });
    const items = {
      data: [
        { quantity: 3, price: { unit_amount: 500 } },
        { quantity: 1, price: { unit_amount: 40 } },
      ],
    };
    const ending = stripeWith('customer.subscription.created', { items, cancel_at: 1793941200 });
    expect(ending.facts).toMatchObject({
      amount: '1540',
      productId: null,
      nextAt: null,
      endsAt: '2026-11-06T05:00:00.000Z',
    });
    const metered = { data: [{ price: { unit_amount: null } }] };
    expect(stripeWith('customer.subscription.created', { items: metered }).facts.amount).toBeNull();
  });

  it('takes a refund for what the sum of refunds grew by', () => {
    const amount = (sum: unknown, before: Body) =>
      stripeWith('charge.refunded', { amount_refunded: sum }, before).facts.amount;
    expect(amount(20000, { amount_refunded: 0 })).toBe('20000');
    expect(amount(64900, { amount_refunded: 20000 })).toBe('44900');
    for (const before of [{}, { amount_refunded: null }, { amount_refunded: 30000 }])
      expect(amount(20000, before)).toBeNull();
  });

  it('sees a payout leave only when its status changed', () => {
    expect(stripeWith('payout.updated', {}, { metadata: {} }).type).toBe('payout.updated');
    expect(stripeWith('payout.updated', { status: 'pending' }, { status: 'in_transit' }).type).toBe('payout.updated');
    expect(stripe(sample('stripe.payout.updated')).facts).toMatchObject({
      nextAt: '2026-11-11T00:00:00.000Z',
      method: 'bank_account',
    });
    expect(stripe(sample('stripe.payout.paid')).facts.nextAt).toBeNull();
  });

  it('scales amounts from Stripe units to ISO minor units', () => {
    const money = (currency: string, amount: number) => stripeWith('payout.created', { currency, amount }).facts;
    expect(money('isk', 50000)).toMatchObject({ amount: '500', currency: 'ISK' });
    expect(money('ugx', 370000)).toMatchObject({ amount: '3700', currency: 'UGX' });
    expect(money('isk', 50050)).toMatchObject({ amount: null, currency: 'ISK' });
    expect(money('mga', 5000)).toMatchObject({ amount: '500000', currency: 'MGA' });
    expect(money('jpy', 1980)).toMatchObject({ amount: '1980', currency: 'JPY' });
    expect(money('kwd', 12500)).toMatchObject({ amount: '12500', currency: 'KWD' });
    expect(formatMoney(money('mga', 5000).amount as string, 'MGA', 'en')).toContain('5,000.00');
  });

  it('takes the two events of a failed renewal for one', () => {
    const invoice = stripe(sample('stripe.invoice.payment_failed'));
    const intent = stripeWith('payment_intent.payment_failed', { amount: 29900 });
    expect(invoice.collapse).toEqual({ key: 'payment.failed:cus_P981agLGi16bUo:29900:SEK', seconds: 600 });
    expect(intent.collapse).toEqual(invoice.collapse);
    expect(stripeWith('payment_intent.payment_failed', {}).collapse).not.toEqual(invoice.collapse);
    const guest = { customer: null, receipt_email: 'Elin@nordvik.example' };
    expect(stripeWith('payment_intent.payment_failed', guest).collapse?.key).toBe(
      'payment.failed:elin@nordvik.example:64900:SEK',
    );
    expect(
      stripeWith('payment_intent.payment_failed', { customer: null, last_payment_error: null }).collapse,
    ).toBeNull();
    expect(stripeWith('payment_intent.payment_failed', { amount: null }).collapse).toBeNull();
    expect(stripe(sample('stripe.payment_intent.succeeded')).collapse).toBeNull();
  });

  it('reads the facts of failures', () => {
    expect(stripe(sample('stripe.payment_intent.payment_failed')).facts).toMatchObject({
      method: 'Mastercard •••• 0341',
      customerEmail: 'elin.lindqvist@nordvik.example',
      paymentId: 'pi_qacTU5lJBGXPwag1VGahjyyo',
    });
    expect(stripe(sample('stripe.invoice.payment_failed')).facts).toMatchObject({
      subscriptionId: 'sub_OTuTzz9cVYYLNspZAnm1CZpn',
      nextAt: '2026-11-09T06:02:00.000Z',
      customerEmail: 'elin.lindqvist@nordvik.example',
    });
    expect(stripeWith('invoice.payment_failed', { next_payment_attempt: null }).facts.nextAt).toBeNull();
    expect(stripe(sample('stripe.refund.failed')).facts.paymentId).toBe('pi_7FGANeJtOqraoEgiBEmwitv8');
  });

  it('keeps names that it does not know, thin events too', () => {
    expect(stripe({ type: 'customer.created', data: { object: { id: 'cus_1' } } })).toMatchObject({
      type: 'customer.created',
      entityId: 'cus_1',
    });
    const thin = {
      object: 'v2.core.event',
      type: 'v1.billing.meter.no_meter_found',
      created: '2026-11-03T09:14:22.118Z',
    };
    expect(stripe(thin)).toMatchObject({ type: thin.type, occurredAt: thin.created, entityId: null });
  });
});
