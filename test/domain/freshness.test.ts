// What a newer fact makes moot.
import fc from 'fast-check';
import { NO_FACTS } from '../../src/domain/facts.js';
import { endsOf, type KnownFact, mootBy, namesOf } from '../../src/domain/planning/freshness.js';

type Given = Partial<Omit<KnownFact, 'facts'>> & { facts?: Partial<KnownFact['facts']> };

const fact = (type: string, { facts, ...rest }: Given = {}): KnownFact => ({
  id: `evt_${type}`,
  type,
  occurredAt: '2026-11-04T22:00:00.000Z',
  entityId: null,
  ...rest,
  facts: { ...NO_FACTS, ...facts },
});
const later = (type: string, given: Given) => fact(type, { occurredAt: '2026-11-04T23:00:00.000Z', ...given });

const ids = { paymentId: 'pay_1', subscriptionId: 'sub_1', disputeId: 'dp_1', payoutId: 'po_1' };

describe('A held fact', () => {
  it.each([
    ['payment.failed', 'payment.succeeded'],
    ['dispute.opened', 'dispute.won'],
    ['dispute.opened', 'dispute.closed'],
    ['dispute.opened', 'dispute.expired'],
    ['payout.on_hold', 'payout.success'],
    ['payout.failed', 'payout.success'],
    ['subscription.on_hold', 'subscription.renewed'],
    ['subscription.past_due', 'subscription.active'],
    ['dunning.started', 'dunning.recovered'],
  ])('%s is moot after %s of the same thing, not of another, and not of an earlier one', (held, end) => {
    const given = fact(held, { facts: ids });
    expect(mootBy(given, [later(end, { facts: ids })])).toBe(`evt_${end}`);
    const others = { paymentId: 'pay_2', subscriptionId: 'sub_2', disputeId: 'dp_2', payoutId: 'po_2' };
    expect(mootBy(given, [later(end, { facts: others })])).toBeNull();
    expect(mootBy(given, [fact(end, { facts: ids, occurredAt: '2026-11-04T21:00:00.000Z' })])).toBeNull();
    expect(mootBy(given, [fact(end, { facts: ids })])).toBeNull();
    expect(mootBy(later(end, { facts: ids }), [given])).toBeNull();
  });

  it('is moot where the same customer paid the same amount, and not where it was another currency', () => {
    const charge = { customerId: 'cus_1', amount: '2890', currency: 'USD' };
    const failed = fact('payment.failed', { facts: { ...charge, paymentId: 'pay_1' } });
    const paid = (changes: object) =>
      later('payment.succeeded', { facts: { ...charge, paymentId: 'pay_2', ...changes } });
    expect(mootBy(failed, [paid({})])).toBe('evt_payment.succeeded');
    expect(mootBy(failed, [paid({ currency: 'EUR' })])).toBeNull();
    expect(mootBy(failed, [paid({ amount: null })])).toBeNull();
  });

  it('is not moot because both say nothing', () => {
    expect(mootBy(fact('payment.failed'), [later('payment.succeeded', {})])).toBeNull();
  });

  it('is named by the thing that it is about where the body has no other name', () => {
    const end = later('payout.success', { entityId: 'po_1' });
    expect(mootBy(fact('payout.failed', { entityId: 'po_1' }), [end])).toBe('evt_payout.success');
    expect(mootBy(fact('payout.failed', { entityId: 'po_9' }), [end])).toBeNull();
  });

  it('is moot by the latest of several, and shares a name with it for the search', () => {
    const words = fc.constantFrom(null, 'a', 'b');
    const some = fc.record({
      type: fc.constantFrom('payment.failed', 'payment.succeeded', 'payout.failed', 'payout.success', 'constructor'),
      hour: fc.integer({ min: 10, max: 19 }),
      facts: fc.record({
        paymentId: words,
        subscriptionId: words,
        payoutId: words,
        customerId: words,
        amount: words,
        currency: words,
      }),
    });
    const facts = some.map(({ type, hour, facts: said }) =>
      fact(type, { id: `evt_${hour}`, occurredAt: `2026-11-04T${hour}:00:00.000Z`, facts: said }),
    );
    fc.assert(
      fc.property(facts, fc.array(facts, { maxLength: 8 }), (held, known) => {
        const by = mootBy(held, known);
        const names = new Set(namesOf(held));
        const ends = known.filter((one) => one.id === by && endsOf(held.type).includes(one.type));
        if (by === null) return;
        expect(ends.some((one) => namesOf(one).some((name) => names.has(name)))).toBe(true);
        expect(by > `evt_${held.occurredAt.slice(11, 13)}`).toBe(true);
        expect(mootBy(held, [...known].reverse())).toBe(by);
      }),
      { numRuns: 3_000 },
    );
  });
});
