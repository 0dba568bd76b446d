// The customers' e-mails: right amounts, the whole key, the customer's language, and nothing that is the team's.
import { readFileSync } from 'node:fs';
import { customerMailOf, customerReader } from '../../src/channels/rendering/customer-mail.js';
import type { Mail } from '../../src/channels/rendering/mail.js';
import type { EventTypeEntry } from '../../src/domain/catalogue/entry.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import {
  type CustomerDetails,
  keyOfRef,
  type NamedItem,
  NO_DETAILS,
  withNames,
} from '../../src/domain/customer-details.js';
import { type Facts, NO_FACTS } from '../../src/domain/facts.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { ENGLISH } from '../../src/i18n/labels.js';
import { MESSAGES } from '../../src/i18n/messages.js';

import { SOURCE_KINDS, type SourceKind } from '../../src/sources/index.js';
import { tagsOf } from './hostile.js';
import { allFacts, seen } from './samples.js';

const ENTRIES: EventTypeEntry[] = Object.values(CATALOGUE);
const TYPES = ['payment.succeeded', 'subscription.plan_changed', 'license_key.created'] as const;
const samples = new URL('../../../src/domain/catalogue/samples/', import.meta.url);
const KEY = '82abe6cb-e89c-4113-a0e6-de1a38a1645a';

type Json = Record<string, unknown>;
const sampleBody = (name: string): Json => JSON.parse(readFileSync(new URL(`${name}.json`, samples), 'utf8'));
/** With other values in Dodo's `data` or Stripe's `data.object`. */
function changed(body: Json, values: Json): Json {
  const data = body.data as Json;
  const inner = data.object ? { object: { ...(data.object as Json), ...values } } : values;
  return { ...body, data: { ...data, ...inner } };
}

type Names = ReadonlyMap<string, readonly NamedItem[]>;

function mailOf(kind: SourceKind, body: Json, locale = 'en', timeZone = 'UTC', names: Names = new Map()): Mail {
  const source = SOURCE_KINDS[kind];
  const { type, facts, occurredAt } = source.normalise(body, 'x', new Date('2026-11-20T10:00:00Z'));
  const details = withNames(source.customerDetails(body), names);
  const formatter = formatterFor(customerReader(details, { locale, timeZone }));
  const event = { type, facts, occurredAt: new Date(occurredAt) };
  const mail = customerMailOf(event, { businessName: 'Nordlicht GmbH', details, formatter });
  if (!mail) throw new Error(`customers get no mail of ${type}`);
  return mail;
}

const mailFor = (
  type: string,
  facts: Partial<Facts>,
  details: Partial<CustomerDetails> = {},
  businessName = 'N & Co',
) => {
  const all = { ...NO_DETAILS, ...details };
  const formatter = formatterFor(customerReader(all, ENGLISH.reader));
  const event = { type, facts: { ...NO_FACTS, ...facts }, occurredAt: new Date('2026-11-20T10:00:00Z') };
  return customerMailOf(event, { businessName, details: all, formatter });
};

describe('the catalogue', () => {
  it('has texts for customers where, and only where, they are its audience', () => {
    const has = (test: (entry: EventTypeEntry) => boolean) => ENTRIES.filter(test).map(({ key }) => key);
    expect(has(({ customerRows }) => customerRows !== undefined)).toEqual(
      has((entry) => entry.audiences.includes('CUSTOMER')),
    );
    expect(has(({ customerRows }) => customerRows !== undefined).sort()).toEqual([...TYPES].sort());
  });

  it.each(MESSAGES.locales)('has texts that read well in %s, whatever a provider leaves out', (locale) => {
    const all = { ...allFacts('given'), amount: '9900', currency: 'EUR' };
    const cases: [Partial<Facts>, Partial<CustomerDetails>][] = [
      [{}, { licenseKey: KEY }],
      [all, { licenseKey: KEY, interval: { count: 1, unit: 'year' }, taxInclusive: false, tax: '100', activations: 3 }],
      [
        { ...all, nextAt: null },
        { licenseKey: KEY, interval: { count: 3, unit: 'month' } },
      ],
      [
        { ...all, amount: null },
        { licenseKey: KEY, invoiceUrl: 'https://pay.example/i', invoiceNumber: 'INV-1' },
      ],
    ];
    for (const type of TYPES) {
      for (const [facts, details] of cases) {
        const mail = mailFor(type, facts, { ...details, language: locale });
        const text = `${mail?.subject}\n${mail?.text}`;
        expect(text).not.toMatch(/[{}]|\bnone\b|\bundefined\b|\bnull\b|'| ,|\s\.|[^\n] {2}|\n{3}|[ \t]\n/);
        expect(mail?.html).toContain(`<html lang="${locale}" `);
      }
    }
  });
});

describe('a receipt', () => {
  it.each([
    ['USD', 5390, 490, '$53.90', '$4.90'],
    ['JPY', 5390, 490, '¥5,390', '¥490'],
    ['KWD', 5390, 490, 'KWD 5.390', 'KWD 0.490'],
    ['INR', 539000, 49000, '₹5,390.00', '₹490.00'],
  ])('of Dodo in %s has the right amount and tax', (currency, total_amount, tax, amount, taxShown) => {
    const { subject, text, html } = mailOf(
      'DODO',
      changed(sampleBody('dodo.payment.succeeded'), { currency, total_amount, tax }),
    );
    expect(seen(subject)).toBe(`Your receipt from Nordlicht GmbH: ${amount}`);
    for (const part of [seen(text), seen(html)]) for (const value of [amount, taxShown]) expect(part).toContain(value);
  });

  it.each([
    ['usd', 64900, '$649.00'],
    ['jpy', 64900, '¥64,900'],
    ['kwd', 64900, 'KWD 64.900'],
    ['inr', 64900, '₹649.00'],
  ])('of Stripe in %s has the right amount', (currency, amount, shown) => {
    const body = changed(sampleBody('stripe.payment_intent.succeeded'), { currency, amount, amount_received: amount });
    const { subject, text } = mailOf('STRIPE', body);
    expect(seen(subject)).toBe(`Your receipt from Nordlicht GmbH: ${shown}`);
    expect(text).toContain('Item: Studio plan, one year');
    expect(text).toContain('Paid with: Card');
    expect(text).not.toContain('pi_');
  });

  it.each(MESSAGES.locales)('is in the language of the customer where the body names it: %s', (locale) => {
    const customer = { email: 'a@b.example', metadata: { locale } };
    const fromDodo = mailOf('DODO', changed(sampleBody('dodo.payment.succeeded'), { customer }), 'en');
    const fromStripe = mailOf(
      'STRIPE',
      changed(sampleBody('stripe.payment_intent.succeeded'), { metadata: { locale } }),
    );
    for (const { html } of [fromDodo, fromStripe]) expect(html).toContain(`<html lang="${locale}" `);
  });

  it('is in the language of the business where the customer’s is not known, or is no language', () => {
    const body = sampleBody('dodo.payment.succeeded');
    expect(mailOf('DODO', body, 'fr').subject).toContain('Votre reçu de');
    expect(mailOf('DODO', changed(body, { metadata: { locale: 'x-../..' } }), 'fr').subject).toContain('Votre reçu de');
  });

  it('says the date in the time zone of the business', () => {
    const body = sampleBody('dodo.payment.succeeded');
    expect(seen(mailOf('DODO', body, 'en', 'Asia/Tokyo').text)).toContain('Date: Nov 3, 2026, 6:14 PM GMT+9');
  });

  it('leads to the provider’s invoice by https only', () => {
    const linkOf = (invoice_url: string) =>
      mailOf('DODO', changed(sampleBody('dodo.payment.succeeded'), { invoice_url })).html.match(/href="[^"]*"/g);
    expect(linkOf('https://invoices.dodo.example/i/1?a=1&b=2')).toEqual([
      'href="https://invoices.dodo.example/i/1?a=1&#38;b=2"',
    ]);
    for (const url of ['http://x.example', 'javascript:alert(1)', 'https://a:b@x.example', 'no', ''])
      expect(linkOf(url)).toBeNull();
  });
});

describe('a new plan', () => {
  it.each([
    ['en', '€99.00 per month plus tax'],
    ['fr', '99,00 € par mois hors taxes'],
    ['de', '99,00 € pro Monat zzgl. Steuern'],
    ['it', '99,00 € al mese più imposte'],
    ['id', '€99,00 per bulan belum termasuk pajak'],
    ['zh', '每月 €99.00（不含税）'],
  ] as [string, string][])('is told with its price and next charge in %s', (locale, price) => {
    const { text, html } = mailOf('DODO', sampleBody('dodo.subscription.plan_changed'), locale);
    const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date('2026-12-22'));
    for (const part of [seen(text), seen(html)]) for (const value of [price, day]) expect(part).toContain(value);
  });

  it('says what was bought, with how many of each, once the names are known', () => {
    const body = sampleBody('dodo.subscription.plan_changed');
    expect(mailOf('DODO', body).text).not.toContain('Plan:');
    const plan = keyOfRef({ kind: 'PRODUCT', id: 'pdt_qB02kfONVopGx8Q3KP39m', account: null });
    const seats = keyOfRef({ kind: 'ADDON', id: 'adn_c9IigDjZvUJoKSqLCwDdz', account: null });
    const names = new Map([
      [plan, [{ name: 'Studio', quantity: 1 }]],
      [seats, [{ name: 'Extra seat', quantity: 1 }]],
    ]);
    expect(mailOf('DODO', body, 'en', 'UTC', names).text).toContain('Plan: Studio, 2 × Extra seat');
    names.delete(plan);
    expect(mailOf('DODO', body, 'en', 'UTC', names).text).toContain('Plan: 2 × Extra seat');
  });
});

describe('a license key', () => {
  it.each(MESSAGES.locales)('stands whole in both parts in %s', (locale) => {
    const { text, html, subject } = mailOf('DODO', sampleBody('dodo.license_key.created'), locale);
    expect(text).toContain(`\n${KEY}\n`);
    expect(html).toContain(`>${KEY}</div>`);
    expect(subject).not.toContain(KEY.slice(0, 4));
  });

  it('of several lines and of thousands of characters is whole too', () => {
    const key = `-----BEGIN-----\n${'Ab3=  '.repeat(600)}x\n-----END-----`;
    const own = { type: 'license_key.created', data: { license_key: key, customer: { email: 'a@b.example' } } };
    expect(mailOf('GENERIC', own).text).toContain(`\n${key}\n`);
    expect(mailOf('GENERIC', own).html).toContain(`>${key}</div>`);
  });

  it('is mailed all the same where its instructions cannot be read', () => {
    const errors: unknown[] = [];
    const formatter = formatterFor(ENGLISH.reader);
    const event = { type: 'license_key.created', facts: NO_FACTS, occurredAt: new Date('2026-11-20T10:00:00Z') };
    const details = { ...NO_DETAILS, licenseKey: KEY };
    const context = { businessName: 'N & Co', details, formatter, onBroken: (error: unknown) => errors.push(error) };
    const mail = customerMailOf(event, { ...context, instructions: '>'.repeat(5_000) });
    expect(mail?.text).toContain(KEY);
    expect(errors).toHaveLength(1);
    expect(customerMailOf(event, { ...context, instructions: 'Paste it.' })?.text).toContain('Paste it.');
  });

  it('that is not in the body makes no mail: one without it would help nobody', () => {
    expect(mailFor('license_key.created', { licenseKey: '82ab…' })).toBeNull();
  });
});

describe('every customer’s e-mail', () => {
  const ALL = { language: null, tax: '1', invoiceUrl: 'https://pay.example/i', interval: null, taxInclusive: true };

  it.each(['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onfocus='alert(1)", '</title><h1>x</h1>'])(
    'shows %j as text wherever it stands',
    (vector) => {
      const tags = (mail: Mail | null) => tagsOf(mail?.html ?? '', ['alt', 'aria-label']);
      for (const type of TYPES) {
        const details = (text: string) => ({
          ...ALL,
          items: [{ name: text, ref: null, quantity: 2 }],
          invoiceNumber: text,
          licenseKey: text,
        });
        const hostile = mailFor(type, allFacts(vector), details(vector), vector);
        expect(tags(hostile)).toEqual(tags(mailFor(type, allFacts('harmless'), details('harmless'), 'harmless')));
        expect(hostile?.text).toContain(vector);
      }
    },
  );

  it('keeps its subject on one line, whatever the business is called', () => {
    for (const type of TYPES) {
      const mail = mailFor(
        type,
        { customerName: 'A\r\nBcc: x@y.example' },
        { licenseKey: 'k' },
        'N\r\nBcc: x@y.example',
      );
      expect(mail?.subject).not.toMatch(/\p{Cc}/u);
      expect(mail?.text).not.toMatch(/^Bcc:/m);
    }
  });

  it('has no word and no link of the team’s', () => {
    for (const type of TYPES) {
      const mail = mailFor(type, allFacts('x'), { licenseKey: 'k' });
      expect(`${mail?.text}${mail?.html}`).not.toMatch(/href|You get this|subscribed|tocsin|events\//i);
    }
  });
});

describe('what is said wrongly is not said to a customer:', () => {
  it('a tax of more than was paid', () => {
    const text = (tax: string) => mailFor('payment.succeeded', { amount: '5390', currency: 'USD' }, { tax })?.text;
    expect(text('5391')).not.toContain('Tax');
    expect(text('5390')).toContain('Tax included: $53.90');
  });

  it('an address in place of a name', () => {
    const text = (customerName: string) =>
      mailFor('payment.succeeded', { amount: '5390', currency: 'USD', customerName })?.text;
    expect(text('ada@x.example')).toMatch(/^Hello,/);
    expect(text('Ada')).toMatch(/^Hello Ada,/);
  });

  it.each([' ', '\u200b', '\u3164\n'])('a license key that nobody sees: %j', (key) => {
    const body = changed(sampleBody('dodo.license_key.created'), { key });
    expect(SOURCE_KINDS.DODO.customerDetails(body).licenseKey).toBeNull();
    expect(() => mailOf('DODO', body)).toThrow('customers get no mail of');
  });

  it('a charge whose day was over', () => {
    const facts = { amount: '100', currency: 'USD', nextAt: '2026-11-01T00:00:00Z' };
    expect(mailFor('subscription.plan_changed', { ...facts, nextAtPast: true })?.text).not.toContain('November 1');
    expect(mailFor('subscription.plan_changed', facts)?.text).toContain('November 1');
  });
});
