// What a digest says, in every locale.
import { digestMailOf } from '../../src/channels/rendering/digest-mail.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { MESSAGES } from '../../src/i18n/messages.js';

const item = (type: string, minute: number) => ({
  id: `evt_${type}_${minute}`,
  type,
  title: `${type} of <b>Grace</b> ${minute}`,
  at: new Date(Date.UTC(2026, 10, 4, 9, minute)),
});
const ITEMS = [item('refund.succeeded', 30), ...Array.from({ length: 12 }, (_, n) => item('payment.succeeded', n))];

const mailFor = (locale: string, items = ITEMS) =>
  digestMailOf(items, {
    businessName: 'Test & Sons',
    destination: 'ada@team.example',
    link: 'http://tocsin.test',
    formatter: formatterFor({ locale, timeZone: 'Europe/Berlin' }),
    digest: { every: 'HOURLY', at: null },
    dueAt: new Date('2026-11-04T10:00:00Z'),
  });

describe('The mail of a digest', () => {
  it.each([
    ['en', '12 payments and 1 refund, 10:00–11:00'],
    ['fr', '12 paiements et 1 remboursement, 10:00–11:00'],
    ['de', '12 Zahlungen und 1 Erstattung, 10:00–11:00'],
    ['it', '12 pagamenti e 1 rimborso, 10:00–11:00'],
    ['id', '12 pembayaran dan 1 pengembalian dana, 10.00–11.00'],
    ['zh', '12 笔付款和1 笔退款，10:00–11:00'],
  ])('counts in %s', (locale, subject) => {
    expect(mailFor(locale).subject).toBe(subject);
  });

  it('lists every item in the order of time, as text and with a link, and is safe', () => {
    for (const locale of MESSAGES.locales) {
      const { html, text } = mailFor(locale);
      const places = [...ITEMS.slice(1), ITEMS[0]].map((one) => html.indexOf(`/events/${one?.id}"`));
      expect(places.every((place, n) => place > (places[n - 1] ?? 0))).toBe(true);
      expect(html).not.toContain('<b>Grace');
      expect(text.match(/10[:.]\d\d {2}\S/g)).toHaveLength(ITEMS.length);
      expect(html).not.toMatch(/\{\w+\}/);
    }
  });

  it('says how many are not listed', () => {
    const many = Array.from({ length: 103 }, (_, n) => item('payment.succeeded', n % 60));
    expect(mailFor('en', many).subject).toMatch(/^103 payments, /);
    expect(mailFor('en', many).text).toContain('Not listed here: 3 more.');
  });
});
