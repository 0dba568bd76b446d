/** What Stripe and Dodo Payments say by other names, and what a body says that the name of its event says no more. */
import { SOURCE_KINDS } from '../../src/sources/index.js';
import { STRIPE_EVENT_NAMES } from '../../src/sources/stripe/event-types.js';
import { type Body, dodoWith, generic, sample, stripe, stripeWith } from './sample-bodies.js';

describe('a name that the body takes back', () => {
  it.each([
    ['payout.success', 'failed', 'payout.updated'],
    ['payout.in_progress', 'failed', 'payout.updated'],
    ['payout.in_progress', 'success', 'payout.updated'],
    ['payout.on_hold', 'in_progress', 'payout.updated'],
    ['refund.succeeded', 'failed', 'refund.updated'],
    ['subscription.active', 'failed', 'subscription.updated'],
    ['payment.succeeded', 'failed', 'payment.updated'],
    ['payment.succeeded', 'requires_payment_method', 'payment.updated'],
    ['payment.processing', 'succeeded', 'payment.updated'],
    ['payment.cancelled', 'succeeded', 'payment.updated'],
    ['payout.created', 'failed', 'payout.updated'],
    ['payout.created', 'on_hold', 'payout.updated'],
    ['subscription.paused', 'active', 'subscription.updated'],
    ['subscription.failed', 'active', 'subscription.updated'],
    ['subscription.plan_changed', 'cancelled', 'subscription.updated'],
    ['license_key.created', 'disabled', 'license_key.updated'],
    ['entitlement_grant.failed', 'Delivered', 'entitlement_grant.updated'],
    ['entitlement_grant.delivered', 'Revoked', 'entitlement_grant.updated'],
  ])('%s of what is %s by now is %s: what became of it has its own event', (name, status, type) => {
    expect(dodoWith(name, { status }).type).toBe(type);
    expect(dodoWith(name, { status: status.toUpperCase() }).type).toBe(type);
  });

  it.each([
    ['payout.created', 'in_progress'],
    ['payout.success', 'success'],
    ['refund.succeeded', 'pending'],
    ['subscription.active', 'active'],
    ['payment.succeeded', 'partially_captured'],
    ['subscription.plan_changed', 'on_hold'],
    ['license_key.created', 'active'],
  ])('%s of what is %s is told by its name', (name, status) => {
    expect(dodoWith(name, { status }).type).toBe(name);
  });
});

describe('a name that an object of Stripe takes back', () => {
  it.each([
    ['payment_intent.succeeded', 'requires_payment_method', 'payment.updated'],
    ['payment_intent.succeeded', 'canceled', 'payment.updated'],
    ['payment_intent.payment_failed', 'succeeded', 'payment.updated'],
    ['invoice.payment_failed', 'paid', 'payment.updated'],
    ['invoice.payment_failed', 'void', 'payment.updated'],
    ['payout.paid', 'failed', 'payout.updated'],
    ['payout.failed', 'paid', 'payout.updated'],
    ['payout.created', 'canceled', 'payout.updated'],
    ['refund.failed', 'succeeded', 'refund.updated'],
  ])('%s of what is %s is %s', (name, status, type) => {
    expect(stripeWith(name, { status }).type).toBe(type);
  });

  it.each([
    ['payment_intent.succeeded', 'succeeded', 'payment.succeeded'],
    ['payment_intent.succeeded', undefined, 'payment.succeeded'],
    ['payment_intent.payment_failed', 'canceled', 'payment.failed'],
    ['invoice.payment_failed', 'uncollectible', 'payment.failed'],
    ['payout.created', 'in_transit', 'payout.created'],
    ['refund.failed', 'canceled', 'refund.failed'],
  ])('%s of what is %s is told: %s', (name, status, type) => {
    expect(stripeWith(name, { status }).type).toBe(type);
  });

  it('an authorisation that is let go is no refund: nothing was paid', () => {
    expect(stripeWith('charge.refunded', { captured: false }).type).toBe('refund.updated');
    expect(stripeWith('charge.refunded', { captured: true }).type).toBe('refund.succeeded');
  });
});

describe('a payout of Stripe', () => {
  const updated = (status: string, previous: Body = { status: 'in_transit' }): Body => {
    const body: Body = { ...sample('stripe.payout.updated') };
    Object.assign(body.data, { object: { ...body.data.object, status }, previous_attributes: previous });
    return body;
  };

  it.each([
    ['paid', 'payout.success'],
    ['failed', 'payout.failed'],
    ['canceled', 'payout.cancelled'],
  ])('that became %s is told by its update, as by its own event, and once', (status, type) => {
    const told = stripe(updated(status));
    expect([told.type, told.collapse]).toEqual([type, { key: `${type}:${told.facts.payoutId}`, seconds: 60 }]);
    expect(stripe({ ...updated(status), type: `payout.${status}` }).collapse).toEqual(told.collapse);
    expect(stripe(updated(status, { trace_id: null })).type).toBe('payout.updated');
  });
});

describe('a subscription of Stripe', () => {
  const updated = (object: Body, previous: Body): Body => {
    const body = sample('stripe.customer.subscription.created');
    Object.assign(body.data, { object: { ...body.data.object, ...object }, previous_attributes: previous });
    return { ...body, type: 'customer.subscription.updated' };
  };

  it.each([
    ['active', 'past_due', 'subscription.past_due'],
    ['past_due', 'unpaid', 'subscription.on_hold'],
    ['trialing', 'paused', 'subscription.paused'],
    ['past_due', 'canceled', 'subscription.cancelled'],
    ['incomplete', 'incomplete_expired', 'subscription.failed'],
    ['active', 'a_new_one', 'subscription.updated'],
  ])('that was %s and is %s is told as what it became: %s', (was, status, type) => {
    expect(stripe(updated({ status }, { status: was })).type).toBe(type);
    expect(stripe(updated({ status }, { metadata: {} })).type).toBe('subscription.updated');
  });

  it('is paused and resumed, too, where only its charges are', () => {
    const paused = { behavior: 'void', resumes_at: null };
    const type = (is: unknown, was: unknown) =>
      stripe(updated({ pause_collection: is }, { pause_collection: was })).type;
    expect([type(paused, null), type(null, paused), type(paused, { ...paused, resumes_at: 5 })]).toEqual([
      ...['subscription.paused', 'subscription.unpaused', 'subscription.updated'],
    ]);
  });

  it.each([
    ['canceled', 'deleted'],
    ['paused', 'paused'],
  ])('that became %s is told once, whichever of both events tells it', (status, name) => {
    const told = stripe(updated({ status }, { status: 'active' }));
    const own = stripe({ ...updated({ status }, {}), type: `customer.subscription.${name}` });
    expect([own.type, own.collapse]).toEqual([told.type, told.collapse]);
    expect(told.collapse?.seconds).toBe(60);
  });
});

describe('a refund of Stripe', () => {
  const updated = (type: string, status: string): Body => {
    const body: Body = { ...sample('stripe.refund.failed'), type };
    body.data.object.status = status;
    return body;
  };

  it.each(['refund.updated', 'charge.refund.updated'])('that failed is told by %s, as by its own event', (type) => {
    const [told, own] = [stripe(updated(type, 'failed')), stripe(sample('stripe.refund.failed'))];
    expect([told.type, told.entityId, told.collapse, told.facts.unreadable]).toEqual([
      ...['refund.failed', own.entityId, own.collapse, null],
    ]);
    expect(own.collapse).toEqual({ key: `refund.failed:${own.facts.refundId}`, seconds: 60 });
    expect(stripe(updated(type, 'succeeded')).type).toBe(type);
    expect(stripe({ ...updated(type, 'failed'), data: { object: {} } }).facts.unreadable).toBe('NO_OBJECT');
  });

  it('needs no endpoint to send what says the same twice', () => {
    expect(STRIPE_EVENT_NAMES).toContain('refund.failed');
    expect(STRIPE_EVENT_NAMES.filter((name) => name.endsWith('refund.updated'))).toEqual([]);
  });
});

it('an event of an organisation’s endpoint is of the account that its context names', () => {
  const account = (of: Body) => stripe({ ...sample('stripe.payout.failed'), ...of }).facts.account;
  expect(account({ context: 'acct_9' })).toBe('acct_9');
  expect(account({ account: 'acct_1', context: 'acct_9' })).toBe('acct_1');
  expect(account({})).toBeNull();
  const receipt = SOURCE_KINDS.STRIPE.customerDetails({
    ...sample('stripe.payment_intent.succeeded'),
    context: 'acct_9',
    data: { object: { invoice: 'in_1' } },
  });
  expect(receipt.items[0]?.ref).toEqual({ kind: 'INVOICE', id: 'in_1', account: 'acct_9' });
});

it('characters that nobody sees are no part of an address', () => {
  const email = (text: string) => dodoWith('payment.succeeded', { customer: { email: text } }).facts.customerEmail;
  expect(email('\u200bada@x.example\u2060')).toBe('ada@x.example');
  expect(email('\u202aada@x.example\u202c')).toBe('ada@x.example');
  expect(email('ada@x.example,eve@x.example')).toBeNull();
  expect(stripeWith('payment_intent.succeeded', { receipt_email: 'a\u00adda@x.example' }).facts.customerEmail).toBe(
    'ada@x.example',
  );
});

it('blanks around a type are no part of it, and do not make it one that only Tocsin tells', () => {
  expect(generic({ type: ' payment.failed\n', data: { id: 'p' } })).toMatchObject({
    type: 'payment.failed',
    entityId: 'p',
  });
  expect(generic({ type: ' tocsin.coverage_gap ', data: {} }).type).toBe('unknown');
  expect(generic({ type: '  ', data: {} }).type).toBe('unknown');
});
