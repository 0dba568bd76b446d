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
  ])('%s of what is %s by now is %s: what became of it has its own event', (name, status, type) => {
    expect(dodoWith(name, { status }).type).toBe(type);
    expect(dodoWith(name, { status: status.toUpperCase() }).type).toBe(type);
  });

  it.each([
    ['payout.created', 'in_progress'],
    ['payout.success', 'success'],
    ['refund.succeeded', 'pending'],
    ['subscription.active', 'active'],
  ])('%s of what is %s is told by its name', (name, status) => {
    expect(dodoWith(name, { status }).type).toBe(name);
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
