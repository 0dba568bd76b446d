/** What a customer bought, by the name that the provider's API gives: asked with the key of the source, and never waited for long. */
import { ProductNames } from '../../src/core/delivery/product-names.js';
import { contextOfApiKey } from '../../src/core/sealing/contexts.js';
import { type CustomerDetails, NO_DETAILS, type ProductRef } from '../../src/domain/customer-details.js';
import { newId } from '../../src/platform/new-id.js';
import { SecretBox } from '../../src/platform/secrets/secret-box.js';
import { stripe } from '../../src/sources/stripe/webhook.js';
import { ENCRYPTION_KEYS } from '../support/database.js';
import { keptLog } from '../support/log.js';
import { DODO_KEY, type ProviderApis, STRIPE_KEY, startProviderApis } from '../support/provider-apis.js';

const box = new SecretBox(ENCRYPTION_KEYS);
let apis: ProviderApis;
let names: ProductNames;
let now: number;
const { log, lines: logged } = keptLog('warn');

beforeAll(async () => {
  apis = await startProviderApis();
});
beforeEach(() => {
  apis.reset();
  now = Date.parse('2026-11-20T10:00:00Z');
  logged.length = 0;
  names = new ProductNames({ box, urls: apis.urls, now: () => new Date(now), log });
});
afterAll(() => apis?.stop());

function sourceOf(kind: 'DODO' | 'STRIPE' | 'GENERIC', key = kind === 'STRIPE' ? STRIPE_KEY : DODO_KEY) {
  const id = newId('source');
  return { id, kind, sealedApiKey: box.seal(key, contextOfApiKey(id)) };
}

const bought = (...refs: Partial<ProductRef>[]): CustomerDetails => ({
  ...NO_DETAILS,
  items: refs.map((ref) => ({
    name: null,
    ref: { kind: 'PRODUCT', id: 'pdt_1', account: null, ...ref },
    quantity: 2,
  })),
});
const said = ({ items }: CustomerDetails) => items.map(({ name, quantity }) => `${quantity} × ${name}`);

describe('names of products', () => {
  it('are asked of Dodo Payments, products and add-ons alike, and kept for a day', async () => {
    apis.names = { '/products/pdt_1': 'Studio', '/addons/adn_1': 'Seat' };
    const source = sourceOf('DODO');
    const details = bought({}, { kind: 'ADDON', id: 'adn_1' });
    expect(said(await names.named(details, source))).toEqual(['2 × Studio', '2 × Seat']);
    expect([...apis.keys]).toEqual([`Bearer ${DODO_KEY}`]);
    now += 23 * 3_600_000;
    await names.named(details, source);
    expect(apis.asked).toHaveLength(2);
    now += 2 * 3_600_000;
    apis.names['/products/pdt_1'] = 'Studio 2';
    expect(said(await names.named(bought({}), source))).toEqual(['2 × Studio 2']);
    // Another source has another account.
    await names.named(bought({}), sourceOf('DODO'));
    expect(apis.asked).toHaveLength(4);
  });

  it('are asked of Stripe by the invoice that was paid, in the connected account', async () => {
    const lines = [
      { quantity: 1, pricing: { price_details: { product: 'prod_A' } } },
      { quantity: 4, price: { product: 'prod_B' } },
      { quantity: 1, pricing: null },
    ];
    apis.invoices = { in_1: lines };
    apis.names = { '/v1/products/prod_A': 'Studio', '/v1/products/prod_B': 'Seat' };
    const intent = { description: 'Subscription creation', payment_details: { order_reference: 'in_1' } };
    const details = stripe.customerDetails({ account: 'acct_7', data: { object: intent } });
    expect(said(await names.named(details, sourceOf('STRIPE')))).toEqual(['1 × Studio', '4 × Seat']);
    expect(apis.accounts).toEqual(new Set(['acct_7']));
  });

  it('are asked once where several mails need one at the same time', async () => {
    apis.names = { '/products/pdt_1': 'Studio' };
    const source = sourceOf('DODO');
    await Promise.all(Array.from({ length: 20 }, () => names.named(bought({}), source)));
    expect(apis.asked).toEqual(['/products/pdt_1']);
  });

  it('are not asked without a key, of other kinds of sources, and of more than ten things', async () => {
    await names.named(bought({}), { ...sourceOf('DODO'), sealedApiKey: null });
    await names.named(bought({}), sourceOf('GENERIC'));
    expect(apis.asked).toEqual([]);
    await names.named(bought(...Array.from({ length: 50 }, (_, i) => ({ id: `pdt_${i}` }))), sourceOf('DODO'));
    expect(apis.asked).toHaveLength(10);
  });

  it.each([[401], [429], [503], [null]])('stay unknown on %s, without another call for a minute', async (status) => {
    apis.trouble = { status: status ?? 500, from: 1 };
    const urls = status === null ? { STRIPE: 'http://127.0.0.1:1', DODO: 'http://127.0.0.1:1' } : apis.urls;
    names = new ProductNames({ box, urls, now: () => new Date(now), log });
    const source = sourceOf('DODO');
    expect(said(await names.named(bought({}), source))).toEqual(['2 × null']);
    const before = apis.asked.length;
    await names.named(bought({ id: 'pdt_2' }), source);
    expect(apis.asked).toHaveLength(before);
    expect(logged.join()).toContain('PRODUCT_NAME_UNKNOWN');
    expect(logged.join()).not.toContain(DODO_KEY);
    apis.reset();
    apis.names = { '/products/pdt_1': 'Studio' };
    now += 61_000;
    if (status !== null) expect(said(await names.named(bought({}), source))).toEqual(['2 × Studio']);
  });

  it('that are not known there are asked again after an hour, and the others of the source meanwhile', async () => {
    apis.names = { '/products/pdt_2': 'Studio' };
    const source = sourceOf('DODO');
    expect(said(await names.named(bought({}, { id: 'pdt_2' }), source))).toEqual(['2 × null', '2 × Studio']);
    await names.named(bought({}), source);
    expect(apis.asked).toHaveLength(2);
    now += 3_601_000;
    await names.named(bought({}), source);
    expect(apis.asked).toHaveLength(3);
  });

  it('cost no mail where the key cannot be opened', async () => {
    const source = { ...sourceOf('DODO'), sealedApiKey: 'nonsense' };
    expect(said(await names.named(bought({}), source))).toEqual(['2 × null']);
  });
});
