// What a reader reads: amounts and dates in their locale and zone, words for codes, and nothing that looks like a slip.
import { mailOf } from '../../src/channels/rendering/mail.js';
import { slackMessageOf } from '../../src/channels/rendering/slack.js';
import { renderTexts } from '../../src/channels/rendering/texts.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import type { FactKey } from '../../src/domain/facts.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { MESSAGES } from '../../src/i18n/messages.js';
import { dodoWith, stripeWith } from '../sources/sample-bodies.js';

import { allFacts, eventWith, SAMPLE_NAMES, sampleEvent, seen } from './samples.js';

const LONDON = formatterFor({ locale: 'en', timeZone: 'Europe/London' });

/** The row of one fact, as a person sees it. */
function row(event: Parameters<typeof renderTexts>[0], key: FactKey, formatter = LONDON): string | undefined {
  const found = renderTexts(event, formatter).rows.find((one) => one.key === key);
  return found && seen(`${found.label}: ${found.value}`);
}

describe('an opened dispute', () => {
  const said = (data: object, locale = 'en') => {
    const { body, action } = renderTexts(dodoWith('dispute.opened', data), formatterFor({ locale, timeZone: 'UTC' }));
    return `${body} ${action}`;
  };
  const ofStripe = (evidence_details: object | null, locale: string) => {
    const event = stripeWith('charge.dispute.created', { evidence_details });
    return renderTexts(event, formatterFor({ locale, timeZone: 'UTC' })).action;
  };

  it.each(MESSAGES.locales)('whose deadline is not stated is one to answer, in %s', (locale) => {
    const [unstated, impossible, due] = [null, { due_by: 0 }, { due_by: 1_794_959_999 }].map((one) =>
      ofStripe(one, locale),
    );
    expect(new Set([unstated, impossible, due]).size).toBe(3);
  });

  it('is never said to need no answer because a deadline is absent', () => {
    expect(ofStripe(null, 'en')).toContain('and answer there');
    expect(ofStripe({}, 'en')).toContain('and answer there');
    expect(ofStripe({ due_by: 0 }, 'en')).toContain('there is nothing to answer');
  });

  it.each(MESSAGES.locales)('at the merchant’s own processor says that its deadline counts, in %s', (locale) => {
    expect(said({ payment_provider: 'adyen' }, locale)).toContain('Adyen');
    expect(said({ payment_provider: 'stripe' }, locale)).toContain('Stripe');
    for (const none of ['dodo', null, undefined])
      expect(said({ payment_provider: none }, locale)).toBe(said({ payment_provider: 'Dodo' }, locale));
  });
});

describe('a payout below zero', () => {
  const types = ['payout.created', 'payout.in_progress', 'payout.success', 'payout.failed'];
  it.each(types)('%s takes money from the bank account, and says so in every language', (type) => {
    const body = (amount: string, locale: string) =>
      renderTexts(eventWith(type, { amount, currency: 'EUR' }), formatterFor({ locale, timeZone: 'UTC' })).body;
    for (const locale of MESSAGES.locales) expect(body('-500', locale)).not.toBe(body('500', locale));
    expect(body('-500', 'en')).toContain('taken from your bank account');
    expect(body('500', 'en')).not.toContain('taken');
  });
});

describe('amounts', () => {
  // By the Unicode locale data of Node 20; a newer Node may set a symbol where a code stands now.
  const AMOUNTS: Record<string, [usd: string, jpy: string, kwd: string, inr: string]> = {
    en: ['$1,234.56', '¥123,456', 'KWD 123.456', '₹1,234.56'],
    fr: ['1 234,56 $US', '123 456 JPY', '123,456 KWD', '1 234,56 ₹'],
    de: ['1.234,56 $', '123.456 ¥', '123,456 KWD', '1.234,56 ₹'],
    it: ['1234,56 USD', '123.456 JPY', '123,456 KWD', '1234,56 INR'],
    id: ['US$1.234,56', 'JP¥123.456', 'KWD 123,456', 'Rs 1.234,56'],
    zh: ['US$1,234.56', 'JP¥123,456', 'KWD 123.456', '₹1,234.56'],
  };

  it.each(Object.keys(AMOUNTS))('are right in %s for dollars, yen, dinars and rupees', (locale) => {
    const formatter = formatterFor({ locale, timeZone: 'UTC' });
    const shown = ['USD', 'JPY', 'KWD', 'INR'].map((currency) => {
      const texts = renderTexts(eventWith('payment.succeeded', { amount: '123456', currency }), formatter);
      const value = seen(texts.rows[0]?.value ?? '');
      expect(seen(texts.title)).toContain(value);
      return value;
    });
    expect(shown).toEqual(AMOUNTS[locale]);
  });

  it('are left out where the currency is not known', () => {
    const texts = renderTexts(eventWith('payment.succeeded', { amount: '123456' }), LONDON);
    expect(texts.rows).toEqual([]);
    expect(texts.title).toBe('Payment received');
  });

  it('of credits are numbers of the reader’s locale, with every digit', () => {
    const event = eventWith('credit.added', { credits: '12345.50000001', balance: '9007199254740993.25' });
    expect(row(event, 'credits')).toBe('Credits: 12,345.50000001');
    expect(row(event, 'balance', formatterFor({ locale: 'de', timeZone: 'UTC' }))).toBe(
      'Credit-Stand: 9.007.199.254.740.993,25',
    );
    expect(row(eventWith('credit.added', { credits: 'many' }), 'credits')).toBe('Credits: many');
  });
});

describe('dates', () => {
  it.each([
    ['en', 'Europe/London', 'Nov 10, 2026, 7:45 AM GMT'],
    ['en-GB', 'Europe/London', '10 Nov 2026, 07:45 GMT'],
    ['en', 'America/New_York', 'Nov 10, 2026, 2:45 AM EST'],
    ['en', 'Asia/Kolkata', 'Nov 10, 2026, 1:15 PM GMT+5:30'],
    ['fr', 'Europe/Paris', '10 nov. 2026, 08:45 UTC+1'],
    ['de', 'Europe/Berlin', '10. Nov. 2026, 08:45 MEZ'],
    ['it', 'Europe/Rome', '10 nov 2026, 08:45 CET'],
    ['id', 'Asia/Jakarta', '10 Nov 2026, 14.45 WIB'],
    ['zh', 'Asia/Shanghai', '2026年11月10日 GMT+8 15:45'],
    ['en', 'Pacific/Auckland', 'Nov 10, 2026, 8:45 PM GMT+13'],
  ])('stand in %s at %s with the zone', (locale, timeZone, wanted) => {
    expect(seen(formatterFor({ locale, timeZone }).moment('2026-11-10T07:45:00.000Z'))).toBe(wanted);
  });

  it('follow summer time', () => {
    expect(seen(LONDON.moment('2026-07-10T07:45:00.000Z'))).toBe('Jul 10, 2026, 8:45 AM GMT+1');
  });

  it('say in the title of a dispute until when the reader has to answer', () => {
    const facts = { amount: '2890', currency: 'USD', respondBy: '2026-11-17T23:59:59.000Z' };
    const newYork = formatterFor({ locale: 'en', timeZone: 'America/New_York' });
    expect(seen(renderTexts(eventWith('dispute.opened', facts), newYork).title)).toBe(
      'Dispute of $28.90 opened: answer by Nov 17, 2026, 6:59 PM EST',
    );
  });

  it('of the arrival of a payout are the same day everywhere, as the provider names a day', () => {
    const payout = sampleEvent('stripe.payout.created');
    for (const timeZone of ['America/Los_Angeles', 'UTC', 'Pacific/Auckland']) {
      expect(row(payout, 'nextAt', formatterFor({ locale: 'en', timeZone }))).toBe('Expected arrival: Nov 11, 2026');
    }
    const exact = eventWith('payout.created', { nextAt: '2026-11-11T09:30:00.000Z' });
    expect(row(exact, 'nextAt')).toBe('Expected arrival: Nov 11, 2026, 9:30 AM GMT');
  });
});

describe('words', () => {
  it.each<[fact: FactKey, raw: string, type: string, en: string, fr: string]>([
    ['method', 'bank_transfer', 'payment.succeeded', 'Bank transfer', 'Virement bancaire'],
    ['method', 'Mastercard •••• 0341', 'payment.succeeded', 'Mastercard •••• 0341', 'Mastercard •••• 0341'],
    ['method', 'sepa_debit', 'payment.succeeded', 'Sepa debit', 'Sepa debit'],
    ['status', 'on_hold', 'subscription.updated', 'On hold', 'Mis en attente'],
    ['status', 'brand_new_state', 'subscription.updated', 'Brand new state', 'Brand new state'],
    ['stage', 'pre_arbitration', 'dispute.opened', 'Pre-arbitration', 'Pré-arbitrage'],
    ['integration', 'github', 'entitlement_grant.created', 'GitHub', 'GitHub'],
  ])('stand for a code: %s %s', (fact, raw, type, en, fr) => {
    const event = eventWith(type, { [fact]: raw });
    expect(row(event, fact)?.split(': ')[1]).toBe(en);
    expect(row(event, fact, formatterFor({ locale: 'fr', timeZone: 'UTC' }))?.split(': ')[1]).toBe(fr);
  });

  it('of a reason end as a sentence, once', () => {
    const body = (reason: string, locale = 'en') =>
      renderTexts(eventWith('dispute.opened', { reason }), formatterFor({ locale, timeZone: 'UTC' })).body;
    expect(body('not ours')).toMatch(/Reason given: “not ours”\.$/);
    expect(body('The card was stolen.')).toMatch(/“The card was stolen\.”$/);
    expect(body('Why was I charged?')).toMatch(/charged\?”$/);
    expect(body('הכרטיס נגנב.')).toMatch(/“\u2068הכרטיס נגנב\.\u2069”$/);
    expect(body('not ours', 'zh')).toMatch(/：“not ours”。$/);
    expect(body('The card was stolen.', 'de')).toMatch(/„The card was stolen\.“$/);
    expect(body('The card was stolen.', 'fr')).toMatch(/«\u00a0The card was stolen\.\u00a0»$/);
  });

  it('of others stay on one line, are not turned around, and do not swell the title', () => {
    const hostile = ' Ann\r\nBcc: all@shop.example\u2028\u202eevil\u2069  Lee\u0000 ';
    const texts = renderTexts(eventWith('payment.failed', { customerName: hostile }), LONDON);
    expect(texts.title).toBe('Payment from Ann Bcc: all@shop.example evil Lee failed');
    const long = renderTexts(eventWith('payment.failed', { customerName: '😀'.repeat(1_000) }), LONDON);
    expect(long.title).toBe(`Payment from ${'😀'.repeat(99)}… failed`);
  });

  it('are not taken for a template', () => {
    const facts = { customerName: '{amount}', reason: "'{'<b>{reason, select}" };
    const texts = renderTexts(eventWith('payment.failed', facts), LONDON);
    expect(texts.title).toBe('Payment from {amount} failed');
    expect(texts.body).toContain("'{'<b>{reason, select}");
  });
});

describe('an event', () => {
  it('of test mode is labelled in every locale', () => {
    const labels = MESSAGES.locales.map((locale) => {
      const formatter = formatterFor({ locale, timeZone: 'UTC' });
      const live = renderTexts(eventWith('payment.failed', {}), formatter);
      const test = renderTexts(eventWith('payment.failed', {}, true), formatter);
      expect({ ...test, title: '' }).toEqual({ ...live, title: '' });
      return [locale, test.title.replace(live.title, '')];
    });
    const other: Record<string, string> = { id: '[Uji] ', zh: '[测试] ' };
    expect(labels).toEqual(MESSAGES.locales.map((locale) => [locale, other[locale] ?? '[Test] ']));
  });

  it('of a type that nobody knows is told plainly', () => {
    const texts = renderTexts(eventWith('loan.granted', allFacts('x')), LONDON);
    expect(texts).toMatchObject({ title: 'loan.granted received', eventTypeName: 'loan.granted', severity: 'INFO' });
    expect(texts).toMatchObject({ action: null, rows: [] });
    expect(renderTexts(eventWith('unknown', {}), LONDON).title).toBe('Event without a type received');
    expect(renderTexts(eventWith('a\r\nb', {}), LONDON).title).toBe('a b received');
    expect(renderTexts(eventWith('constructor', {}), LONDON).title).toBe('constructor received');
  });

  it('comes in the nearest language, with the numbers of the reader’s own region', () => {
    const event = eventWith('payment.failed', { amount: '123456', currency: 'EUR' });
    const swiss = renderTexts(event, formatterFor({ locale: 'de-CH', timeZone: 'Europe/Zurich' }));
    expect(swiss).toMatchObject({ locale: 'de', eventTypeName: 'Zahlung fehlgeschlagen' });
    expect(swiss.title).toMatch(/1[’']234\.56/);
    expect(renderTexts(event, formatterFor({ locale: 'pt-BR', timeZone: 'UTC' })).eventTypeName).toBe('Payment failed');
  });
});

/** What no reader should ever see; a German reset goes “auf null”. */
const SLIPS = /\bnone\b|[{}]|\bundefined\b|(?<!auf )\bnull\b|\bNaN\b|Invalid|\[object| {2}|_| [.,]/;

describe('every sample in every locale', () => {
  it('covers the catalogue', () => {
    const told = new Set(SAMPLE_NAMES.map((name) => sampleEvent(name).type));
    const byName = Object.values(CATALOGUE).filter(({ sample }) => SAMPLE_NAMES.includes(sample));
    expect(byName).toHaveLength(Object.keys(CATALOGUE).length);
    expect(told.size).toBeGreaterThanOrEqual(50);
  });

  it.each(MESSAGES.locales)('reads without a slip in %s', (locale) => {
    const formatter = formatterFor({ locale, timeZone: 'Asia/Kolkata' });
    const context = {
      businessName: 'Nordlicht',
      destination: 'ana@shop.example',
      link: 'https://toc.example/events/1',
    };
    const slips = [...SAMPLE_NAMES, ...Object.keys(CATALOGUE)].flatMap((name) => {
      const event = name in CATALOGUE ? eventWith(name, allFacts('some words')) : sampleEvent(name);
      const texts = renderTexts(event, formatter);
      const values = texts.rows.filter(({ value }) => !/^[a-z]+_[A-Za-z0-9]+$/.test(value)).map(({ value }) => value);
      const slack = slackMessageOf(texts, { formatter, ...context, deliveryId: 'dlv 1' });
      const mail = mailOf(texts, { formatter, ...context });
      const shown = [texts.title, texts.body, texts.action ?? '', ...values, ...texts.rows.map(({ label }) => label)];
      expect(mail.html).not.toMatch(/\bundefined\b|(?<!auf )\bnull\b|\bNaN\b/);
      return [...shown, mail.subject, slack.text, slack.attachments[0]?.text ?? '']
        .filter((text) => SLIPS.test(text))
        .map((text) => `${name}: ${text}`);
    });
    expect(slips).toEqual([]);
  });
});

describe('names of scripts that run from right to left', () => {
  it('are set apart, so that they do not change places with an amount', () => {
    const event = eventWith('payment.succeeded', { customerName: 'ليلى الصباح', amount: '950', currency: 'EUR' });
    const texts = renderTexts(event, LONDON);
    expect(texts.title).toBe('Payment of €9.50 from \u2068ليلى الصباح\u2069 received');
    const html = mailOf(texts, {
      formatter: LONDON,
      businessName: 'N',
      destination: 'd',
      link: 'https://t.example',
    }).html;
    expect(html).toContain('from <bdi>ليلى الصباح</bdi> received</h1>');
    expect(html).not.toMatch(/(title|alt|aria-label)="[^"]*<bdi>/);
  });

  it('are cut between what people see as characters', () => {
    const family = '👨‍👩‍👧‍👦';
    const { title } = renderTexts(eventWith('payment.failed', { customerName: family.repeat(200) }), LONDON);
    expect(title).toBe(`Payment from ${family.repeat(99)}… failed`);
  });
});
