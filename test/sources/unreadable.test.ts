// Bodies that do not carry their type are kept and told to nobody as a fact.
import { type Body, dodo, generic, sample, stripe } from './sample-bodies.js';

const NOTHING = [null, undefined, 'text', 7, [], {}];

describe('A body that does not carry its type', () => {
  it.each(NOTHING)('has no object: %j', (object) => {
    expect(dodo({ ...sample('dodo.payment.succeeded'), data: object }).facts.unreadable).toBe('NO_OBJECT');
    const body = { ...sample('stripe.payment_intent.succeeded'), data: { object } };
    expect(stripe(body).facts.unreadable).toBe('NO_OBJECT');
    const warning = { ...sample('stripe.radar.early_fraud_warning.created'), data: { object } };
    expect(stripe(warning).facts.unreadable).toBe('NO_OBJECT');
  });

  it.each(NOTHING.slice(0, -1))('has no object, from a producer of its own: %j', (data) => {
    expect(generic({ type: 'payment.succeeded', data }).facts.unreadable).toBe('NO_OBJECT');
  });

  it('may have an empty one, from a producer of its own', () => {
    expect(generic({ type: 'payment.succeeded', data: {} }).facts.unreadable).toBeNull();
  });

  it('is thin: Stripe names the dispute, and says nothing of it', () => {
    const thin = (type: string) => ({
      ...{ id: 'evt_1', object: 'v2.core.event', type, created: '2026-11-03T09:14:22.118Z', livemode: true },
      related_object: { id: 'du_1', type: 'dispute', url: '/v1/disputes/du_1' },
    });
    expect(stripe(thin('v1.charge.dispute.created'))).toMatchObject({
      ...{ type: 'dispute.opened', occurredAt: '2026-11-03T09:14:22.118Z', entityId: null },
      facts: { unreadable: 'NO_OBJECT' },
    });
    expect(stripe(thin('v1.customer.created'))).toMatchObject({ type: 'v1.customer.created' });
    expect(stripe({ ...sample('stripe.payout.paid'), type: 'v1.payout.paid' }).type).toBe('v1.payout.paid');
  });

  const names = ['payment.succeeded', 'refund.succeeded', 'dispute.opened', 'subscription.active', 'payout.created'];
  const pairs = names.flatMap((type) => names.flatMap((other) => (other === type ? [] : [[type, other]])));
  it.each(pairs)('is of another family at Dodo: %s over %s', (type, other) => {
    const { data } = sample(`dodo.${other}`);
    const { payload_type: _word, ...withoutWord } = data;
    for (const body of [data, withoutWord]) {
      const event = dodo({ ...sample(`dodo.${type}`), data: body });
      expect(event).toMatchObject({ type, entityId: null, facts: { unreadable: 'OTHER_FAMILY', amount: null } });
    }
  });

  const events = ['payment_intent.succeeded', 'invoice.payment_failed', 'charge.dispute.created', 'payout.paid'];
  const crossed = events.flatMap((type) => events.flatMap((other) => (other === type ? [] : [[type, other]])));
  it.each(crossed)('is of another family at Stripe: %s over %s', (type, other) => {
    const { data } = sample(`stripe.${other}`);
    const { object: _word, ...withoutWord } = data.object as Body;
    for (const object of [data.object, withoutWord]) {
      const event = stripe({ ...sample(`stripe.${type}`), data: { object } });
      expect(event).toMatchObject({ entityId: null, facts: { unreadable: 'OTHER_FAMILY', amount: null } });
    }
  });

  it('is of a family that we do not know, where it says so and has nothing that ours have', () => {
    const customer = { id: 'cus_1', object: 'customer' };
    for (const name of events)
      expect(stripe({ ...sample(`stripe.${name}`), data: { object: customer } }).facts.unreadable).toBe('OTHER_FAMILY');
    const data = { payload_type: 'Wallet', id: 'w_1' };
    for (const type of names) expect(dodo({ type, data }).facts.unreadable).toBe('OTHER_FAMILY');
    expect(dodo({ type: 'refund.failed', data: { payload_type: 'refund', amount: 1 } }).facts.unreadable).toBeNull();
  });

  it('is none where an older body lacks the word, or fields that we know', () => {
    expect(dodo({ ...sample('dodo.refund.failed'), data: { payment_id: 'pay_1' } }).facts.unreadable).toBeNull();
    const { object: _word, ...dispute } = sample('stripe.charge.dispute.created').data.object as Body;
    expect(
      stripe({ ...sample('stripe.charge.dispute.created'), data: { object: dispute } }).facts.unreadable,
    ).toBeNull();
    expect(stripe({ type: 'customer.created', data: { object: null } }).facts.unreadable).toBeNull();
    expect(
      dodo({ type: 'dispute.opened', data: { dispute_id: 'dp_1', payload_type: 'News' } }).facts.unreadable,
    ).toBeNull();
  });
});
