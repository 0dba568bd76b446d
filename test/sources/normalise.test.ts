/** What we make of the providers' bodies: every sample, and bodies that no provider would send. */
import fc from 'fast-check';
import { FACT_KEYS, type Facts, NO_FACTS } from '../../src/domain/facts.js';
import { formatMoney } from '../../src/i18n/money.js';
import { SOURCE_KINDS } from '../../src/sources/index.js';
import type { SourceKindEntry } from '../../src/sources/source-kind.js';
import { type Body, generic, normalised, RECEIVED, SAMPLE_NAMES, sample } from './sample-bodies.js';

const KINDS: SourceKindEntry[] = Object.values(SOURCE_KINDS);

describe('samples', () => {
  // One line per sample: type, entityId, amount, currency, who, reason.
  const TABLE = `
dodo.abandoned_checkout.detected | = | pay_6vmpp22RMR1eNzEF2inTd | - | - | - | checkout incomplete
dodo.abandoned_checkout.recovered | = | pay_6vmpp22RMR1eNzEF2inTd | - | - | - | checkout incomplete
dodo.credit.added | = | cle_sFgzRvOAowBtJGhQIyBuR | - | - | - | Monthly render credits
dodo.credit.balance_low | = | cde_PTVlrrfmwOgTapE4BSR2T | - | - | - | -
dodo.credit.deducted | = | cle_rXF1PjYIhfFkhzJmwaf7H | - | - | - | -
dodo.credit.expired | = | cle_Tv4Y1AzCKZV6LXadrEAgJ | - | - | - | -
dodo.credit.manual_adjustment | = | cle_EcjNRacrZ0852VbI5IoTb | - | - | - | Goodwill after the outage on 6 November
dodo.credit.overage_charged | = | cle_KmYI4at3lsmbbEzX9vOl4 | - | - | - | -
dodo.credit.overage_reset | = | cle_OYBqrPHEaSDRSY0WalGp7 | - | - | - | -
dodo.credit.rolled_over | = | cle_lcrcMIn0z3ePg5OP7jnQZ | - | - | - | -
dodo.credit.rollover_forfeited | = | cle_OKBVNaLv1CiL0dNyjaasN | - | - | - | -
dodo.dispute.accepted | = | dp_6ITP8LLs2qWJP6tqFiCU | 1980 | JPY | 佐藤 美咲 | duplicate
dodo.dispute.cancelled | = | dp_BOCKmFtKvnkZaEyEYDyi | 12500 | KWD | Layla Al-Sabah | Withdrawn by the customer.
dodo.dispute.challenged | = | dp_1BVh3yOW6VkqcJ8iAXSS | 2890 | USD | Maria O'Connor | fraudulent
dodo.dispute.expired | = | dp_iMtNLLbzRifcM7JyJzK8 | 4900 | USD | Dewi Anggraini | subscription cancelled
dodo.dispute.lost | = | dp_GWiVnniRfSlThfuYriLA | 15900 | EUR | Giulia Rossi | product not received
dodo.dispute.opened | = | dp_1BVh3yOW6VkqcJ8iAXSS | 2890 | USD | Maria O'Connor | fraudulent
dodo.dispute.won | = | dp_1BVh3yOW6VkqcJ8iAXSS | 2890 | USD | Maria O'Connor | fraudulent
dodo.dunning.recovered | = | sub_HO2I0WXaNhu9PS0293mF4 | - | - | - | -
dodo.dunning.started | = | sub_HO2I0WXaNhu9PS0293mF4 | - | - | - | -
dodo.entitlement_grant.created | = | entg_konOJnO1tlz0sqUKqwkx5 | - | - | - | -
dodo.entitlement_grant.delivered | = | entg_3g96jPdKJhRXpsCjhzBE2 | - | - | - | -
dodo.entitlement_grant.failed | = | entg_QusoDzsZJWsJhjt2xwm1R | - | - | - | The repository invitation could not be sent.
dodo.entitlement_grant.revoked | = | entg_RP6WPVmZqGeAvDiPQixdN | - | - | - | subscription cancelled
dodo.license_key.created | = | lic_S45LsftPYl6JhlJbJUYk5 | - | - | - | -
dodo.payment.cancelled | = | pay_tpqAnYO1vqQ4J4U30QXjz | 1980 | JPY | 佐藤 美咲 | customer cancelled
dodo.payment.failed | = | pay_a1rvUegk20c2oDz9C21H8 | 12900 | EUR | Jonas Weber | The card has insufficient funds. Ask the customer to use another payment method.
dodo.payment.processing | = | pay_SF1OcsDiAT9N52rVOFJTq | 24900000 | IDR | Dewi Anggraini | -
dodo.payment.succeeded | = | pay_4x7S9YvPFw2Fmt9IQhEBd | 5390 | USD | Maria O'Connor | -
dodo.payout.created | = | pyt_zscCWaWQSt4MiXNXUOE5e | 482155 | USD | - | -
dodo.payout.failed | = | pyt_eteVM0ZNM2YLywTTwCj4W | 311000 | USD | - | The beneficiary account was closed.
dodo.payout.in_progress | = | pyt_zscCWaWQSt4MiXNXUOE5e | 482155 | USD | - | -
dodo.payout.on_hold | = | pyt_Pm3LYbMiIXdr5KwcayaYR | 1204490 | USD | - | Please upload a recent bank statement.
dodo.payout.success | = | pyt_zscCWaWQSt4MiXNXUOE5e | 482155 | USD | - | -
dodo.refund.failed | = | ref_1UIMgvWGGRukJbSrtaVd7 | 7900 | EUR | Amélie Fournier | -
dodo.refund.succeeded | = | ref_n8UB5V71Prp9SOCu1hyes | 2500 | USD | Maria O'Connor | Customer bought the wrong licence size
dodo.subscription.active | = | sub_x8cWafbVoadFaTZt4va7V | 2900 | EUR | Jonas Weber | -
dodo.subscription.cancelled | = | sub_DdnKO7CGt8L3l9sHhXLow | 24900 | EUR | Giulia Rossi | too expensive
dodo.subscription.expired | = | sub_r05saOJOR01rNHAsN7cCf | 1480 | JPY | 佐藤 美咲 | -
dodo.subscription.failed | = | sub_R7c2yV0REdCOsj862YfWo | 9500 | KWD | Layla Al-Sabah | -
dodo.subscription.on_hold | = | sub_HO2I0WXaNhu9PS0293mF4 | 7900 | EUR | Amélie Fournier | -
dodo.subscription.past_due | = | sub_HO2I0WXaNhu9PS0293mF4 | 7900 | EUR | Amélie Fournier | -
dodo.subscription.paused | = | sub_P0rMYbivwKqs9QOe1AVmZ | 19800 | CNY | 王晓明 | -
dodo.subscription.plan_changed | = | sub_x8cWafbVoadFaTZt4va7V | 9900 | EUR | Jonas Weber | -
dodo.subscription.renewed | = | sub_x8cWafbVoadFaTZt4va7V | 2900 | EUR | Jonas Weber | -
dodo.subscription.unpaused | = | sub_P0rMYbivwKqs9QOe1AVmZ | 19800 | CNY | 王晓明 | -
dodo.subscription.update_payment_method | = | sub_x8cWafbVoadFaTZt4va7V | 9900 | EUR | Jonas Weber | -
dodo.subscription.updated | = | sub_x8cWafbVoadFaTZt4va7V | 2900 | EUR | Jonas Weber | -
stripe.charge.dispute.closed | dispute.won | du_e3sUOA5CjTFv3IPL5zzlrsEC | 64900 | SEK | - | fraudulent
stripe.charge.dispute.created | dispute.opened | du_e3sUOA5CjTFv3IPL5zzlrsEC | 64900 | SEK | - | fraudulent
stripe.charge.dispute.funds_reinstated | dispute.funds_reinstated | du_e3sUOA5CjTFv3IPL5zzlrsEC | 64900 | SEK | - | fraudulent
stripe.charge.dispute.funds_withdrawn | dispute.funds_withdrawn | du_e3sUOA5CjTFv3IPL5zzlrsEC | 64900 | SEK | - | fraudulent
stripe.charge.dispute.updated | dispute.challenged | du_e3sUOA5CjTFv3IPL5zzlrsEC | 64900 | SEK | Elin Lindqvist | fraudulent
stripe.charge.refunded | refund.succeeded | pi_aQNk2i5OQKn9ES4v6pi745Rc | 20000 | SEK | Elin Lindqvist | -
stripe.customer.subscription.created | subscription.active | sub_OTuTzz9cVYYLNspZAnm1CZpn | 29900 | SEK | - | -
stripe.invoice.payment_failed | payment.failed | in_nxgITfCrkIaghTszUoxelR3v | 29900 | SEK | Elin Lindqvist | -
stripe.payment_intent.payment_failed | payment.failed | pi_qacTU5lJBGXPwag1VGahjyyo | 64900 | SEK | Elin Lindqvist | Your card has insufficient funds.
stripe.payment_intent.succeeded | payment.succeeded | pi_aQNk2i5OQKn9ES4v6pi745Rc | 64900 | SEK | - | -
stripe.payout.canceled | payout.cancelled | po_cuAzCgRoZ4Z9SP53ewfia7P4 | 12000 | EUR | - | -
stripe.payout.created | = | po_2uu19DffGRjbcni2nEeVuf5p | 318420 | EUR | - | -
stripe.payout.failed | = | po_ziw258LHp1nFQiNWptGvw5pf | 95010 | EUR | - | The bank account has been closed.
stripe.payout.paid | payout.success | po_2uu19DffGRjbcni2nEeVuf5p | 318420 | EUR | - | -
stripe.payout.reconciliation_completed | payout.reconciled | po_2uu19DffGRjbcni2nEeVuf5p | 318420 | EUR | - | -
stripe.payout.updated | payout.in_progress | po_2uu19DffGRjbcni2nEeVuf5p | 318420 | EUR | - | -
stripe.radar.early_fraud_warning.created | fraud_warning.created | issfr_u8GdKq3vTnWb5yZrMj1EoCxs | - | - | - | made with stolen card
stripe.refund.failed | = | re_eX2KaSLxJNIhbYBLR8X3z0WR | 29900 | SEK | - | expired or canceled card
tocsin.address_suppressed | tocsin.address_suppressed | dst_01kajp0f0qf1bsvkdvfxpzwqzz | - | - | - | -
tocsin.channel_paused | tocsin.channel_paused | - | - | - | - | -
tocsin.coverage_gap | tocsin.coverage_gap | - | - | - | - | -
tocsin.coverage_restored | tocsin.coverage_restored | - | - | - | - | -
tocsin.dispute.acknowledged | dispute.acknowledged | dp_1BVh3yOW6VkqcJ8iAXSS | 2890 | USD | Maria O'Connor | fraudulent
tocsin.dispute.deadline_passed | dispute.deadline_passed | dp_1BVh3yOW6VkqcJ8iAXSS | 2890 | USD | Maria O'Connor | fraudulent
tocsin.dispute.reminder | dispute.reminder | dp_1BVh3yOW6VkqcJ8iAXSS | 2890 | USD | Maria O'Connor | fraudulent
tocsin.dispute.responded | dispute.responded | dp_1BVh3yOW6VkqcJ8iAXSS | 2890 | USD | Maria O'Connor | fraudulent
tocsin.destination_disabled | tocsin.destination_disabled | dst_01kajp0f0qf1bsvkdvfxpzwqzz | - | - | - | -
tocsin.destination_failing | tocsin.destination_failing | dst_01kajp0f0qf1bsvkdvfxpzwqzz | - | - | - | -
tocsin.destination_recovered | tocsin.destination_recovered | dst_01kajp0f0qf1bsvkdvfxpzwqzz | - | - | - | -
tocsin.device_removed | tocsin.device_removed | dst_01kajp0f0qf1bsvkdvfxpzwqzz | - | - | - | -
tocsin.money_at_risk | tocsin.money_at_risk | - | - | - | - | -
tocsin.preferences_review | tocsin.preferences_review | - | - | - | - | -
tocsin.source_cut_off | tocsin.source_cut_off | src_01kajp0f0qf1bsvkdvfxpzwqzz | - | - | - | -
tocsin.source_key_refused | tocsin.source_key_refused | src_01kajp0f0qf1bsvkdvfxpzwqzz | - | - | - | -
tocsin.source_silent | tocsin.source_silent | src_01kajp0f0qf1bsvkdvfxpzwqzz | - | - | - | -
tocsin.source_unreadable | tocsin.source_unreadable | src_01kajp0f0qf1bsvkdvfxpzwqzz | - | - | - | -
tocsin.transformation_disabled | tocsin.transformation_disabled | dst_01kajp0f0qf1bsvkdvfxpzwqzz | - | - | - | -`;
  const rows = TABLE.trim()
    .split('\n')
    .map((line) => line.split(' | '));

  it.each(rows)('%s', (name, type, entityId, amount, currency, customer, reason) => {
    const event = normalised(name as string);
    const { facts } = event;
    const told = [event.type, event.entityId, facts.amount, facts.currency, facts.customerName, facts.reason];
    const own = name?.slice(name.indexOf('.') + 1);
    expect(told.map((value) => value ?? '-')).toEqual([
      type === '=' ? own : type,
      entityId,
      amount,
      currency,
      customer,
      reason,
    ]);
    expect(event.test).toBe(false);
    expect(Object.keys(facts)).toEqual(Object.keys(NO_FACTS));
    if (facts.amount) expect(formatMoney(facts.amount, facts.currency as string, 'en')).toMatch(/\d/);
  });

  it('are all in the table', () => {
    expect(rows.map(([name]) => name).sort()).toEqual([...SAMPLE_NAMES].sort());
  });

  it('fill every fact that a text can list', () => {
    const facts = rows.map(([name]) => normalised(name as string).facts);
    const named: Partial<Record<string, keyof Facts>> = {
      price: 'period',
      email: 'customerEmail',
      invoice: 'invoiceNumber',
    };
    const nouns = ['customer', 'payment', 'subscription', 'refund', 'dispute', 'payout', 'product'];
    for (const key of FACT_KEYS) {
      const name = named[key] ?? ((nouns.includes(key) ? `${key}Id` : key) as keyof Facts);
      expect([key, facts.some((one) => one[name] !== null)]).toEqual([key, true]);
    }
  });
});

describe('any producer', () => {
  it('reads the known keys of data', () => {
    const event = generic({
      type: 'dispute.opened',
      timestamp: '2026-11-03T09:14:22Z',
      data: {
        id: 'd_1',
        amount: '2890',
        currency: 'usd',
        customer: { id: 'c_1', name: 'Ada', email: 'ada@x.example' },
        reason: 'fraud',
        respond_by: '2026-11-07T09:14:22Z',
      },
    });
    expect(event).toEqual({
      type: 'dispute.opened',
      occurredAt: '2026-11-03T09:14:22.000Z',
      entityId: 'd_1',
      test: false,
      collapse: null,
      facts: {
        ...NO_FACTS,
        amount: '2890',
        currency: 'USD',
        customerId: 'c_1',
        customerName: 'Ada',
        customerEmail: 'ada@x.example',
        reason: 'fraud',
        disputeId: 'd_1',
        respondBy: '2026-11-07T09:14:22.000Z',
        respondByPast: true,
        dispute: {
          status: 'OPEN',
          stage: null,
          submissions: null,
          draft: false,
          moneyTaken: null,
          createdAt: null,
          due: 'STATED',
          dueAt: '2026-11-07T09:14:22.000Z',
          processor: null,
          quietType: null,
          decided: null,
        },
      },
    });
    expect(generic({ type: 'payment.failed', data: { customer_email: 'b@x.example' } }).facts.customerEmail).toBe(
      'b@x.example',
    );
  });

  it('calls a body without a type unknown and leaves wrong types out', () => {
    const event = generic({ type: 7, data: { amount: 1.5, currency: 'USD', reason: {}, id: [], customer: 'Ada' } });
    expect(event).toMatchObject({ type: 'unknown', entityId: null, occurredAt: RECEIVED.toISOString() });
    expect(event.facts).toEqual({ ...NO_FACTS, currency: 'USD' });
  });
});

describe.each(KINDS)('$kind withstands', (kind) => {
  // Any producer may send what a provider does.
  const samples = kind.kind === 'GENERIC' ? 'dodo' : kind.samples;
  const bodies = SAMPLE_NAMES.filter((name) => name.startsWith(samples)).map(sample);

  function expectSound(body: Body): void {
    const event = kind.normalise(body, 'id_1', RECEIVED);
    expect(event.type).toMatch(/^[^\p{Cc}]{1,255}$/u);
    expect(new Date(event.occurredAt).toISOString()).toBe(event.occurredAt);
    expect(Object.keys(event.facts)).toEqual(Object.keys(NO_FACTS));
    for (const value of [event.entityId, ...Object.values(event.facts)]) {
      // PostgreSQL takes neither NUL nor lone surrogates.
      if (typeof value === 'string') expect(value).toMatch(/^[^\p{Cc}\p{Cs}]{1,1000}$/u);
    }
    if (event.facts.amount !== null) {
      expect(event.facts.amount).toMatch(/^-?\d{1,18}$/);
      formatMoney(event.facts.amount, event.facts.currency as string, 'en');
    }
  }

  const anything = fc.anything({
    key: fc.constantFrom('__proto__', 'constructor', 'data', 'object', 'id', 'amount'),
    withNullPrototype: true,
    maxDepth: 5,
  });

  it('any JSON object', () => {
    const json = fc.dictionary(
      fc.constantFrom('type', 'data', 'timestamp', 'created', '__proto__', 'id'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(json, (value) => expectSound(JSON.parse(JSON.stringify(value)))),
      { numRuns: 500 },
    );
  });

  it('real bodies in which any one field holds anything', () => {
    const garbage = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.maxSafeInteger(), fc.double(), anything);
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.nat(), garbage, (body, position, value) => {
        const copy = structuredClone(body);
        const places: [Body, string][] = [];
        const walk = (node: Body) => {
          for (const key of Object.keys(node)) {
            places.push([node, key]);
            if (typeof node[key] === 'object' && node[key] !== null) walk(node[key]);
          }
        };
        walk(copy);
        const [parent, key] = places[position % places.length] as [Body, string];
        parent[key] = value;
        expectSound(copy);
      }),
      { numRuns: 1500 },
    );
  });

  it('prototype keys and very deep nesting', () => {
    const deep = JSON.parse(`${'{"data":'.repeat(5000)}1${'}'.repeat(5000)}`);
    expectSound(deep);
    const polluted = JSON.parse(
      '{"type":"payment.failed","__proto__":{"data":1},"data":{"__proto__":{"payment_id":"evil","id":"evil"},"object":{"__proto__":{"id":"evil"}}}}',
    );
    expectSound(polluted);
    expect(JSON.stringify(kind.normalise(polluted, 'id_1', RECEIVED))).not.toContain('evil');
  });
});
