/** No id of a payment provider reaches a customer: not of any sample, not in any language, not where a body has ids for names. */
import { customerMailOf, customerReader } from '../../src/channels/rendering/customer-mail.js';
import type { EventTypeEntry } from '../../src/domain/catalogue/entry.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { type CustomerDetails, keyOfRef, NO_DETAILS, withNames } from '../../src/domain/customer-details.js';
import { type Facts, NO_FACTS } from '../../src/domain/facts.js';
import { hasOpaqueId } from '../../src/domain/opaque-id.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { MESSAGES } from '../../src/i18n/messages.js';
import { generic } from '../../src/sources/generic.js';
import { allFacts, SAMPLE_NAMES, sampleDetails, sampleEvent } from './samples.js';

const TYPES = (Object.values(CATALOGUE) as EventTypeEntry[]).filter(({ customerRows }) => customerRows);
const KEY = 'AB12-CD34';
/** As Dodo and Stripe write them; the last ones of programs that have no prefix. */
const IDS = [
  'pdt_aUmxnmsDNuKTCkFnX6CSS',
  'adn_c9IigDjZvUJoKSqLCwDdz',
  'prod_R3dKqJHIf4GxZ1',
  'price_1QHAb2LkdIwHu7ixMvYqVxNn',
  'pi_aQNk2i5OQKn9ES4v6pi745Rc',
  'cs_test_a1B2c3D4e5F6',
  '82abe6cb-e89c-4113-a0e6-de1a38a1645a',
];

/** All words of both parts; a link may well have an id in it, and says so to no one. */
function mailWords(type: string, facts: Facts, details: CustomerDetails, locale: string): string {
  const formatter = formatterFor(customerReader({ ...details, language: locale }, { locale, timeZone: 'UTC' }));
  const event = { type, facts, occurredAt: new Date('2026-11-20T10:00:00Z') };
  const mail = customerMailOf(event, { businessName: 'Nordlicht', details, formatter });
  if (!mail) return '';
  const html = mail.html.replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, ' ');
  return `${mail.subject}\n${mail.text}\n${html}`.replace(/https?:\S+/g, ' ');
}

/** The key itself may look like anything. */
const withoutKey = (details: CustomerDetails) => ({ ...details, licenseKey: details.licenseKey && KEY });

describe('a customer’s e-mail', () => {
  it.each(MESSAGES.locales)(
    'of every sample of the catalogue has no id in %s, by whichever type it is told',
    (locale) => {
      let told = 0;
      for (const name of SAMPLE_NAMES) {
        const { type, facts } = sampleEvent(name);
        const details = withoutKey(sampleDetails(name));
        for (const one of new Set([type, ...TYPES.map(({ key }) => key)])) {
          const words = mailWords(one, facts, details, locale);
          expect({ name, one, id: hasOpaqueId(words), words }).toMatchObject({ id: false });
          if (words !== '' && one === type) told++;
        }
      }
      expect(told).toBe(4);
    },
  );

  it.each(MESSAGES.locales)('has none in %s where a body has an id in every place for words', (locale) => {
    for (const id of IDS) {
      const details = {
        ...NO_DETAILS,
        items: [
          { name: id, ref: null, quantity: 2 },
          { name: `Charge for ${id}`, ref: null, quantity: 1 },
          { name: null, ref: { kind: 'PRODUCT' as const, id, account: null }, quantity: 1 },
        ],
        invoiceNumber: id,
        licenseKey: KEY,
      };
      for (const { key } of TYPES)
        expect(hasOpaqueId(mailWords(key, { ...allFacts(id), customerName: id }, details, locale))).toBe(false);
    }
  });

  it('names the product of a generic producer by its name alone', () => {
    const data = {
      amount: 100,
      currency: 'EUR',
      product_id: 'prod_R3dKqJHIf4GxZ1',
      customer: { email: 'a@b.example' },
    };
    const itemsOf = (more: object) =>
      generic.customerDetails({ type: 'payment.succeeded', data: { ...data, ...more } });
    expect(itemsOf({}).items).toEqual([]);
    expect(itemsOf({ product_name: 'Studio' }).items).toMatchObject([{ name: 'Studio' }]);
  });

  it('keeps names that only look a little like ids', () => {
    const names = [
      'my_product',
      'Studio plan_2',
      'INV-2026-001184',
      'bank_transfer',
      'Paket „Pro_2026“',
      'a1_x',
      'iOS_App',
    ];
    for (const name of names) expect({ name, id: hasOpaqueId(name) }).toEqual({ name, id: false });
    const items = [{ name: 'Studio plan_2', ref: null, quantity: 1 }];
    expect(mailWords('payment.succeeded', NO_FACTS, { ...NO_DETAILS, items }, 'en')).toContain('Studio plan_2');
  });
});

describe('names that the provider’s API says', () => {
  it('stand where the body has a reference, with how many of each', () => {
    const ref = { kind: 'INVOICE' as const, id: 'in_1', account: 'acct_1' };
    const details = { ...NO_DETAILS, items: [{ name: null, ref, quantity: 1 }] };
    const named = [
      { name: 'Studio', quantity: 1 },
      { name: 'Seat', quantity: 3 },
    ];
    const found = withNames(details, new Map([[keyOfRef(ref), named]]));
    expect(mailWords('payment.succeeded', NO_FACTS, found, 'en')).toContain('Item: Studio, 3 × Seat');
    expect(withNames(details, new Map())).toEqual(details);
  });
});
