// What each channel makes of an event: the right amounts and dates, and of strangers' texts nothing but text.
import { customerMailOf } from '../../src/channels/rendering/customer-mail.js';
import { digestMailOf } from '../../src/channels/rendering/digest-mail.js';
import { mailOf } from '../../src/channels/rendering/mail.js';
import { pushNoteOf } from '../../src/channels/rendering/push.js';
import { slackMessageOf } from '../../src/channels/rendering/slack.js';
import { type Override, renderTexts, renderTextsBy, wholeBody } from '../../src/channels/rendering/texts.js';
import type { BrandChoices } from '../../src/domain/brand.js';
import type { EventTypeEntry } from '../../src/domain/catalogue/entry.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { NO_DETAILS } from '../../src/domain/customer-details.js';
import { type Facts, NO_FACTS } from '../../src/domain/facts.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { ENGLISH } from '../../src/i18n/labels.js';
import { MESSAGES } from '../../src/i18n/messages.js';
import { formatMoney } from '../../src/i18n/money.js';

import { tagsOf, VECTORS } from './hostile.js';
import { allFacts, eventWith, seen } from './samples.js';

const ENTRIES: EventTypeEntry[] = Object.values(CATALOGUE);
/** The fourteen of the providers, and the four of the dispute ladder; Tocsin's own notices have no amounts. */
const TEAM = ENTRIES.filter(({ team, category }) => team && category !== 'SYSTEM');
const CUSTOMER = ENTRIES.filter(({ customerRows }) => customerRows);
const LINK = 'https://tocsin.example/events/evt_01h455vb4pex5vsknk084sn02q';
const TOKYO = 'Asia/Tokyo';

interface Said {
  facts: Facts;
  locale: string;
  /** Name of the business, address, and whatever else is not the event's. */
  around?: string;
  brand?: BrandChoices;
  override?: Override;
}

function textsFor(type: string, { facts, locale, override }: Said) {
  const broken = (error: unknown) => {
    throw error;
  };
  return renderTextsBy(override, eventWith(type, facts), formatterFor({ locale, timeZone: TOKYO }), broken);
}

function mailFor(type: string, said: Said) {
  const { around = 'Nordlicht', brand = {} } = said;
  const formatter = formatterFor({ locale: said.locale, timeZone: TOKYO });
  return mailOf(textsFor(type, said), { formatter, businessName: around, brand, destination: around, link: LINK });
}

function customerMailFor(type: string, { facts, locale, around = 'Nordlicht', brand = {} }: Said) {
  const details = {
    ...NO_DETAILS,
    language: null,
    licenseKey: around,
    invoiceNumber: around,
    invoiceUrl: 'https://pay.example/i',
    items: [{ name: around, ref: null, quantity: 2 }],
  };
  const event = { type, facts, occurredAt: new Date('2026-11-17T23:59:59Z') };
  const mail = customerMailOf(event, {
    businessName: around,
    brand,
    details,
    formatter: formatterFor({ locale, timeZone: TOKYO }),
  });
  if (!mail) throw new Error(`customers get no mail of ${type}`);
  return mail;
}

function digestFor(said: Said) {
  const { around = 'Nordlicht', brand = {}, locale } = said;
  const items = ENTRIES.map(({ key }, at) => {
    return { id: `evt_${at}`, type: key, title: textsFor(key, said).title, at: new Date(1_790_000_000_000 + at) };
  });
  const formatter = formatterFor({ locale, timeZone: TOKYO });
  const to = { businessName: around, brand, destination: around, link: 'https://tocsin.example', formatter };
  return digestMailOf(items, { ...to, digest: { every: 'HOURLY', at: null }, dueAt: new Date(1_790_003_600_000) });
}

/** All that the channels of the team say of it, spaces as they look. */
function channelsOf(type: string, said: Said): Record<string, string> {
  const texts = textsFor(type, said);
  const mail = mailFor(type, said);
  const event = { id: 'evt_1', ...eventWith(type, said.facts) };
  const formatter = formatterFor({ locale: said.locale, timeZone: TOKYO });
  const slack = slackMessageOf(texts, { formatter, businessName: 'Nordlicht', link: LINK, deliveryId: 'dlv_1' });
  const note = pushNoteOf({ id: 'dlv_1', event, texts, link: LINK });
  return {
    text: seen(`${mail.subject}\n${mail.text}`),
    html: seen(mail.html),
    slack: seen(JSON.stringify(slack)),
    push: seen(`${note.title}\n${note.body}`),
    inApp: seen(`${texts.title}\n${wholeBody(texts)}`),
  };
}

/** 123456 of the smallest unit, as people of each language write it. */
const AMOUNTS: Record<string, Record<string, string>> = {
  USD: {
    en: '$1,234.56',
    fr: '1 234,56 $US',
    de: '1.234,56 $',
    it: '1234,56 USD',
    id: 'US$1.234,56',
    zh: 'US$1,234.56',
  },
  JPY: { en: '¥123,456', fr: '123 456 JPY', de: '123.456 ¥', it: '123.456 JPY', id: 'JP¥123.456', zh: 'JP¥123,456' },
  KWD: {
    en: 'KWD 123.456',
    fr: '123,456 KWD',
    de: '123,456 KWD',
    it: '123,456 KWD',
    id: 'KWD 123,456',
    zh: 'KWD 123.456',
  },
  INR: { en: '₹1,234.56', fr: '1 234,56 ₹', de: '1.234,56 ₹', it: '1234,56 INR', id: 'Rs 1.234,56', zh: '₹1,234.56' },
};

describe.each(MESSAGES.locales)('the items of the catalogue in %s', (locale) => {
  it.each(Object.keys(AMOUNTS))('say an amount of %s right on every channel', (currency) => {
    const facts = { ...allFacts('x'), amount: '123456', currency };
    const shown = AMOUNTS[currency]?.[locale] ?? seen(formatMoney('123456', currency, locale));
    expect(TEAM).toHaveLength(20);
    for (const { key } of TEAM) {
      // Only where people read all rows, and the headline of others, an amount is sure to stand.
      const { text, html, slack, push, inApp } = channelsOf(key, { facts, locale });
      const headline = inApp?.includes(shown) ?? false;
      expect({ key, lacking: [text, html, slack].filter((part) => !part?.includes(shown)) }).toEqual({
        key,
        lacking: [],
      });
      expect({ key, push: push?.includes(shown) }).toEqual({ key, push: headline });
    }
    for (const type of ['payment.succeeded', 'subscription.plan_changed']) {
      const { text, html } = customerMailFor(type, { facts, locale });
      for (const part of [text, html]) expect(seen(part)).toContain(shown);
    }
  });

  it('say moments in the zone of the reader, and the zone', () => {
    const moment = '2026-11-17T23:30:00.000Z';
    const facts = { ...allFacts('x'), respondBy: moment, nextAt: moment, endsAt: moment };
    // Tokyo is nine hours ahead: it is the next morning there.
    const tokyo = /(?<!\d)18(?!\d)[^\n<"]{2,30}0?8[:.]30( AM)? (GMT|UTC)\+9|11月18日 (GMT\+9 )?0?8:30/;
    const timed = TEAM.filter(({ facts: rows }) => rows.some((key) => ['respondBy', 'nextAt', 'endsAt'].includes(key)));
    expect(timed.length).toBeGreaterThan(3);
    for (const { key } of timed) {
      const { text, html, slack } = channelsOf(key, { facts, locale });
      for (const part of [text, html, slack])
        expect({ key, part }).toEqual({ key, part: expect.stringMatching(tokyo) });
      for (const part of [text, html, slack]) expect(part).not.toMatch(/23[:.]30|11:30/);
    }
  });

  it('leave no text of a stranger but as text, whichever of the texts it is', () => {
    const clean = (mails: { html: string }[]) =>
      mails.map(({ html }) => tagsOf(html, ['aria-label', 'alt']).join('\n'));
    const all = (text: string) => {
      const said = { facts: allFacts(text), locale, around: text, brand: { name: text } };
      const quoted = text.replaceAll("'", "''").replace(/[{}]/g, "'$&'");
      const override = { subject: `${quoted} {customer}`, body: `${quoted}\n\n{reason}` };
      return [
        // The layout is the same in all locales: those that are not among the seventeen are looked at in one.
        ...[...(locale === 'en' ? ENTRIES : TEAM), { key: 'loan.granted' }].map(({ key }) => mailFor(key, said)),
        ...CUSTOMER.map(({ key }) => customerMailFor(key, said)),
        mailFor('payment.failed', { ...said, override }),
        digestFor(said),
      ];
    };
    const harmless = clean(all('harmless'));
    for (const vector of VECTORS) expect({ vector, tags: clean(all(vector)) }).toEqual({ vector, tags: harmless });
  });
});

describe('a stranger’s text', () => {
  it('is shown as it is, not dropped', () => {
    const { html, text, subject } = mailFor('payment.failed', {
      facts: { ...allFacts('x'), amount: null, customerName: '<b>&"\'</b>' },
      locale: 'en',
    });
    expect(html).toContain('&#60;b&#62;&#38;&#34;&#39;&#60;/b&#62;');
    expect(text).toContain('Payment from <b>&"\'</b> failed');
    expect(subject).toBe('Payment from <b>&"\'</b> failed');
  });

  it('is no link of ours: these are the only ones', () => {
    const links = (html: string) => html.match(/(?:href|src)="[^"]*"/g);
    const said = { facts: allFacts('https://evil.example'), locale: 'en' as const, around: 'https://evil.example' };
    expect(links(mailFor('payment.failed', said).html)).toEqual([`href="${LINK}"`]);
    expect(links(customerMailFor('payment.succeeded', said).html)).toEqual(['href="https://pay.example/i"']);
    const logoUrl = 'https://cdn.example/logo.png?a=1&b="><script>';
    expect(links(mailFor('payment.failed', { ...said, brand: { logoUrl } }).html)).toEqual([
      'src="https://cdn.example/logo.png?a=1&#38;b=&#34;&#62;&#60;script&#62;"',
      `href="${LINK}"`,
    ]);
  });

  it('cannot be told from the layout by a scanner that sees nothing', () => {
    const { html } = mailFor('payment.failed', { facts: allFacts('x'), locale: 'en' });
    expect(tagsOf(html).length).toBeGreaterThan(60);
    expect(tagsOf(html).every((tag) => tag.startsWith('<') && tag.length > 1)).toBe(true);
    for (const broken of ['<img src=x onerror=alert(1)>', '<script>', '"', '<style>', '<!-- x -->', '<!--', '<x-y>'])
      expect(tagsOf(`${html}${broken}`)).not.toEqual(tagsOf(html));
    expect(tagsOf(html.replace(/<a\s/, '<a onclick="x" '))).not.toEqual(tagsOf(html));
    expect(tagsOf(html.replace('<a', '<a onclick="x"'), ['alt'])).not.toEqual(tagsOf(html, ['alt']));
  });
});

describe('our own texts', () => {
  it('and those of a business differ only where it wrote its own', () => {
    const said = { facts: allFacts('Ann'), locale: 'de' };
    const formatter = formatterFor({ locale: 'de', timeZone: TOKYO });
    const ours = renderTexts(eventWith('payment.failed', said.facts), formatter);
    expect(textsFor('payment.failed', said)).toEqual(ours);
    const own = textsFor('payment.failed', {
      ...said,
      override: { subject: null, body: 'Anrufen: {customer}, {reason}' },
    });
    expect(own).toEqual({ ...ours, body: 'Anrufen: Ann, „Ann“.', action: null });
    const both = textsFor('payment.failed', { ...said, override: { subject: 'Oh, {amount}', body: 'x' } });
    expect(seen(both.title)).toBe('Oh, 1.234,56 €');
    const mail = mailOf(both, { formatter, businessName: 'N', destination: 'd', link: LINK });
    expect(seen(mail.subject)).toBe('Oh, 1.234,56 €');
  });

  it('stand in for those of a business that cannot be filled', () => {
    const heard: unknown[] = [];
    const event = eventWith('payment.failed', { customerName: 'Ann' });
    const texts = renderTextsBy({ subject: null, body: '{oops' }, event, ENGLISH, (error) => heard.push(error));
    expect(texts).toEqual(renderTexts(event, ENGLISH));
    expect(heard).toHaveLength(1);
  });
});

describe('words of a business that come to nothing for an event', () => {
  const facts = { ...NO_FACTS, amount: '2890', currency: 'USD' };
  const ours = textsFor('payment.failed', { facts, locale: 'en' });
  const ofCustomer = '{customer, select, none {} other {{customer}}}';
  const said = (subject: string | null, body: string) =>
    textsFor('payment.failed', { facts, locale: 'en', override: { subject, body } });

  it('are ours: no mail has an empty subject, and no alert is one of nothing', () => {
    expect(said('Paid?', ofCustomer)).toEqual(ours);
    expect(said(ofCustomer, 'Look at it.')).toMatchObject({ title: ours.title, body: 'Look at it.' });
    expect(said(`\u200b${ofCustomer} `, 'Look at it.').title).toBe(ours.title);
    expect(said('Oh no', 'Look at it.')).toMatchObject({ title: 'Oh no', body: 'Look at it.' });
  });

  it('to a customer are ours, too', () => {
    const context = {
      businessName: 'Nordlicht',
      details: NO_DETAILS,
      formatter: formatterFor({ locale: 'en', timeZone: TOKYO }),
    };
    const event = { type: 'payment.succeeded', facts, occurredAt: new Date('2026-11-17T23:59:59Z') };
    const mail = customerMailOf(event, { ...context, override: { subject: ofCustomer, body: ofCustomer } });
    expect(mail).toEqual(customerMailOf(event, context));
    expect(mail?.subject).toContain('$28.90');
  });
});
