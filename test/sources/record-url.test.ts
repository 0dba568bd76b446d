// Where the provider shows what an event is about: only pages that are known, and no text of others in an address.
import { NO_FACTS } from '../../src/domain/facts.js';
import { providerUrl, SOURCE_KINDS } from '../../src/sources/index.js';
import { SAMPLE_NAMES, sampleEvent } from '../rendering/samples.js';
import { sample, stripe } from './sample-bodies.js';

const urlOf = (name: string) => {
  const kind = Object.values(SOURCE_KINDS).find(({ samples }) => name.startsWith(`${samples}.`))?.kind ?? '';
  return providerUrl(kind, sampleEvent(name));
};

it.each([
  ['dodo.payment.failed', /^https:\/\/app\.dodopayments\.com\/transactions\/payments\/pay_\w+$/],
  ['dodo.refund.failed', /^https:\/\/app\.dodopayments\.com\/transactions\/payments\/pay_\w+$/],
  ['dodo.dispute.opened', /^https:\/\/app\.dodopayments\.com\/transactions\/disputes\/\w+$/],
  ['stripe.payment_intent.payment_failed', /^https:\/\/dashboard\.stripe\.com\/payments\/pi_\w+$/],
  ['stripe.invoice.payment_failed', /^https:\/\/dashboard\.stripe\.com\/invoices\/in_\w+$/],
  ['stripe.charge.dispute.created', /^https:\/\/dashboard\.stripe\.com\/disputes\/du_\w+$/],
  ['stripe.charge.refunded', /^https:\/\/dashboard\.stripe\.com\/payments\/pi_\w+$/],
  ['stripe.refund.failed', /^https:\/\/dashboard\.stripe\.com\/payments\/\w+$/],
  ['stripe.customer.subscription.created', /^https:\/\/dashboard\.stripe\.com\/subscriptions\/sub_\w+$/],
  ['stripe.payout.failed', /^https:\/\/dashboard\.stripe\.com\/payouts\/po_\w+$/],
  ['stripe.radar.early_fraud_warning.created', /^https:\/\/dashboard\.stripe\.com\/payments\/\w+$/],
])('%s', (name, page) => expect(urlOf(name)).toMatch(page));

it.each(['dodo.payout.failed', 'dodo.subscription.active', 'dodo.license_key.created', 'dodo.credit.added'])(
  'no page is known of %s',
  (name) => expect(urlOf(name)).toBeNull(),
);

it('every sample has one, or none: never half of one', () => {
  const urls = SAMPLE_NAMES.map(urlOf).filter((url) => url !== null);
  expect(urls.length).toBeGreaterThan(20);
  for (const url of urls) expect(url).toMatch(/^https:\/\/(app\.dodopayments|dashboard\.stripe)\.com\/[\w/]+$/);
});

it('test mode and the accounts of a platform have places of their own at Stripe', () => {
  const body = sample('stripe.payout.failed');
  const at = (changes: object) => providerUrl('STRIPE', stripe({ ...body, ...changes }));
  const id = body.data.object.id;
  expect(at({ livemode: true })).toBe(`https://dashboard.stripe.com/payouts/${id}`);
  expect(at({ livemode: false })).toBe(`https://dashboard.stripe.com/test/payouts/${id}`);
  expect(at({ livemode: true, account: 'acct_1Nv' })).toBe(`https://dashboard.stripe.com/acct_1Nv/payouts/${id}`);
  expect(at({ livemode: false, account: 'acct_1Nv' })).toBe(`https://dashboard.stripe.com/acct_1Nv/test/payouts/${id}`);
  expect(at({ livemode: true, account: '../evil' })).toBe(`https://dashboard.stripe.com/payouts/${id}`);
});

it('what is no id of the provider leads nowhere', () => {
  const of = (kind: string | null, id: string) =>
    providerUrl(kind, { type: 'payment.failed', entityId: id, facts: { ...NO_FACTS, paymentId: id }, test: false });
  for (const id of ['pi_1/../../evil', 'pi_1?x=1', 'https://evil.example', '', 'pi_ 1', 'pi_1"'])
    expect([of('STRIPE', id), of('DODO', id)]).toEqual([null, null]);
  for (const kind of ['GENERIC', 'TOCSIN', 'constructor', '', null]) expect(of(kind, 'pi_1')).toBeNull();
});
