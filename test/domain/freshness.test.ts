// What a newer fact makes moot.
import fc from 'fast-check';
import { NO_DISPUTE_BODY } from '../../src/domain/disputes/dispute-facts.js';
import { NO_FACTS } from '../../src/domain/facts.js';
import { endsAtOnce, endsOf, type KnownFact, linkedNames, mootBy } from '../../src/domain/planning/freshness.js';

type Given = Partial<Omit<KnownFact, 'facts'>> & { facts?: Partial<KnownFact['facts']> };

const fact = (type: string, { facts, ...rest }: Given = {}): KnownFact => ({
  id: `evt_${type}`,
  type,
  occurredAt: '2026-11-04T22:00:00.000Z',
  entityId: null,
  test: false,
  idSpace: 'STRIPE',
  ...rest,
  facts: { ...NO_FACTS, ...facts },
});
const later = (type: string, given: Given) => fact(type, { occurredAt: '2026-11-04T23:00:00.000Z', ...given });

const ids = { paymentId: 'pay_1', subscriptionId: 'sub_1', disputeId: 'dp_1', payoutId: 'po_1', refundId: 'ref_1' };

describe('A held fact', () => {
  it.each([
    ['payment.failed', 'payment.succeeded'],
    ['dispute.opened', 'dispute.won'],
    ['dispute.opened', 'dispute.closed'],
    ['dispute.opened', 'dispute.expired'],
    ['dispute.cancelled', 'dispute.opened'],
    ['dispute.challenged', 'dispute.opened'],
    ['dispute.closed', 'dispute.reminder'],
    ['dispute.won', 'dispute.deadline_moved'],
    ['dispute.challenged', 'dispute.lost'],
    ['dispute.lost', 'dispute.won'],
    ['dispute.won', 'dispute.lost'],
    ['payout.on_hold', 'payout.success'],
    ['payout.failed', 'payout.success'],
    ['payout.success', 'payout.failed'],
    ['payout.created', 'payout.in_progress'],
    ['payout.in_progress', 'payout.on_hold'],
    ['refund.succeeded', 'refund.failed'],
    ['refund.failed', 'refund.succeeded'],
    ['subscription.on_hold', 'subscription.renewed'],
    ['subscription.past_due', 'subscription.active'],
    ['dunning.started', 'dunning.recovered'],
  ])('%s is moot after %s of the same thing, not of another, and not of an earlier one', (held, end) => {
    const given = fact(held, { facts: ids });
    expect(mootBy(given, [later(end, { facts: ids })])).toBe(`evt_${end}`);
    const others = {
      paymentId: 'pay_2',
      subscriptionId: 'sub_2',
      disputeId: 'dp_2',
      payoutId: 'po_2',
      refundId: 'ref_2',
    };
    expect(mootBy(given, [later(end, { facts: others })])).toBeNull();
    expect(mootBy(given, [fact(end, { facts: ids, occurredAt: '2026-11-04T21:00:00.000Z' })])).toBeNull();
    // Of one moment, what cannot come first is the later one.
    const atOnce = endsAtOnce(held).includes(end) ? `evt_${end}` : null;
    expect(mootBy(given, [fact(end, { facts: ids })])).toBe(atOnce);
    expect(mootBy(later(end, { facts: ids }), [given])).toBeNull();
  });

  it('that lets people rest is not moot by what only seemed to ask, and a loss by no question', () => {
    const decided = { type: null, supersededBy: 'evt_0' };
    const dispute = { ...NO_DISPUTE_BODY, status: 'OPEN' as const, decided };
    const silent = later('dispute.opened', { facts: { ...ids, dispute } });
    expect(mootBy(fact('dispute.challenged', { facts: ids }), [silent])).toBeNull();
    expect(mootBy(fact('dispute.lost', { facts: ids }), [later('dispute.opened', { facts: ids })])).toBeNull();
    expect(mootBy(fact('dispute.lost', { facts: ids }), [later('dispute.lost', { facts: ids })])).toBeNull();
  });

  it('of one moment is the later one by its kind, and never both', () => {
    const [paid, made] = [fact('payout.success', { facts: ids }), fact('payout.created', { facts: ids })];
    expect([mootBy(made, [paid]), mootBy(paid, [made])]).toEqual(['evt_payout.success', null]);
    expect([endsAtOnce('payout.success'), endsAtOnce('payment.failed')]).toEqual([
      ...[['payout.failed', 'payout.cancelled'], []],
    ]);
  });

  it('is moot because its invoice is paid, by Stripe’s own names', () => {
    const failed = fact('payment.failed', { entityId: 'in_1', facts: { invoiceId: 'in_1', subscriptionId: 'sub_1' } });
    const paid = (type: string, invoiceId: string) =>
      mootBy(failed, [later(type, { entityId: invoiceId, facts: { invoiceId, subscriptionId: 'sub_1' } })]);
    expect([paid('invoice.paid', 'in_1'), paid('invoice.payment_succeeded', 'in_1')]).not.toContain(null);
    expect([paid('invoice.paid', 'in_2'), paid('invoice.updated', 'in_1')]).toEqual([null, null]);
  });

  it('is not moot by an equal id of another shop, of another account of a platform, or of test mode', () => {
    const held = fact('payment.failed', { facts: { paymentId: '1001', account: 'acct_1' }, idSpace: 'src_1' });
    const by = (given: Given) => mootBy(held, [later('payment.succeeded', { idSpace: 'src_1', ...given })]);
    const same = { paymentId: '1001', account: 'acct_1' };
    expect(by({ facts: same })).not.toBeNull();
    expect(by({ facts: same, idSpace: 'src_2' })).toBeNull();
    expect(by({ facts: { ...same, account: 'acct_2' } })).toBeNull();
    expect(by({ facts: same, test: true })).toBeNull();
  });

  it('is never moot because the same customer paid the same amount: people buy two equal things', () => {
    const charge = { customerId: 'cus_1', amount: '2890', currency: 'USD' };
    const mootFor = (held: object, paid: object) =>
      mootBy(fact('payment.failed', { facts: { ...charge, ...held } }), [
        later('payment.succeeded', { facts: { ...charge, ...paid } }),
      ]);
    expect(mootFor({ paymentId: 'pay_1' }, { paymentId: 'pay_2' })).toBeNull();
    expect(mootFor({ invoiceId: 'in_1' }, { paymentId: 'pay_2' })).toBeNull();
    expect(mootFor({ subscriptionId: 'sub_1' }, { subscriptionId: 'sub_2' })).toBeNull();
    expect(mootFor({}, {})).toBeNull();
    // A new try of the renewal is another payment of the subscription …
    const renewal = { subscriptionId: 'sub_1' };
    expect(mootFor({ ...renewal, paymentId: 'pay_1' }, { ...renewal, paymentId: 'pay_2' })).not.toBeNull();
    // … but another invoice of it is another debt.
    expect(mootFor({ ...renewal, invoiceId: 'in_1' }, { ...renewal, invoiceId: 'in_2' })).toBeNull();
    expect(mootFor({ invoiceId: 'in_1' }, { invoiceId: 'in_1', paymentId: 'pay_1' })).not.toBeNull();
  });

  it('is moot by nothing that names another invoice or subscription, whatever else they share', () => {
    const id = fc.constantFrom(null, 'a', 'b');
    const names = fc.record({ paymentId: id, invoiceId: id, subscriptionId: id, customerId: id, amount: id });
    fc.assert(
      fc.property(names, names, (held, paid) => {
        const by = mootBy(fact('payment.failed', { facts: held }), [later('payment.succeeded', { facts: paid })]);
        const same = (key: 'paymentId' | 'invoiceId' | 'subscriptionId') =>
          held[key] !== null && held[key] === paid[key];
        const other = (key: 'invoiceId' | 'subscriptionId') =>
          held[key] !== null && paid[key] !== null && held[key] !== paid[key];
        const one =
          (same('paymentId') || same('invoiceId') || same('subscriptionId')) &&
          !other('invoiceId') &&
          !other('subscriptionId');
        expect(by !== null).toBe(one);
      }),
      { numRuns: 2_000 },
    );
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
        const names = new Set(linkedNames(held));
        const ends = known.filter((one) => one.id === by && endsOf(held.type).includes(one.type));
        if (by === null) return;
        expect(ends.some((one) => linkedNames(one).some((name) => names.has(name)))).toBe(true);
        expect(by >= `evt_${held.occurredAt.slice(11, 13)}`).toBe(true);
        expect(mootBy(held, [...known].reverse())).toBe(by);
      }),
      { numRuns: 3_000 },
    );
  });
});
