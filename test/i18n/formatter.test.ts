// One formatter for each reader: its texts, its numbers, and how seldom it makes anything of Intl.
import { mailOf } from '../../src/channels/rendering/mail.js';
import { renderTexts } from '../../src/channels/rendering/texts.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { codeText, ENGLISH, factLabel } from '../../src/i18n/labels.js';
import { memoize } from '../../src/i18n/memoize.js';
import { canonicalTag, knownZone } from '../../src/i18n/tags.js';
import { allFacts, eventWith, seen } from '../rendering/samples.js';

const swiss = formatterFor({ locale: 'de-CH', timeZone: 'Europe/Zurich' });

describe('a formatter', () => {
  it('is the same for the same reader', () => {
    expect(formatterFor({ locale: 'de-CH', timeZone: 'Europe/Zurich' })).toBe(swiss);
    expect(formatterFor({ locale: 'de-CH', timeZone: 'UTC' })).not.toBe(swiss);
  });

  it('speaks the nearest of our languages, with the numbers of the reader’s own region', () => {
    expect(swiss.text('digest.count.PAYMENTS', { count: 1 })).toBe('1 Zahlung');
    expect(swiss.text('digest.count.PAYMENTS', { count: 1_200 })).toMatch(/^1[’']200 Zahlungen$/);
    const brazilian = formatterFor({ locale: 'pt-BR', timeZone: 'UTC' });
    expect(brazilian.text('digest.count.PAYMENTS', { count: 0 })).toBe('0 payments');
    expect(brazilian.text('digest.count.PAYMENTS', { count: 1_200 })).toBe('1.200 payments');
  });

  it('joins words of our language in that language, where the reader has another', () => {
    const brazilian = formatterFor({ locale: 'pt-BR', timeZone: 'UTC' });
    expect([brazilian.list(['a', 'b']), brazilian.duration(180)]).toEqual(['a and b', '3 hours']);
    const british = formatterFor({ locale: 'en-GB', timeZone: 'UTC' });
    expect([british.list(['a', 'b', 'c']), ENGLISH.list(['a', 'b', 'c'])]).toEqual(['a, b and c', 'a, b, and c']);
  });

  it.each([
    ['pt-BR', 'Nov 3, 2026, 2:05 PM UTC', 'US$\u00a01.234,50'],
    ['sv-SE', '3 Nov 2026, 14:05 UTC', '1\u00a0234,50\u00a0US$'],
    // Another calendar, other digits, and marks that turn the direction: none of them can stand in an English sentence.
    ['th-TH', 'Nov 3, 2026, 2:05 PM UTC', 'US$1,234.50'],
    ['fa-IR', 'Nov 3, 2026, 2:05 PM UTC', '$1,234.50'],
    ['ar-EG', 'Nov 3, 2026, 2:05 PM UTC', '$1,234.50'],
    ['he-IL', '3 Nov 2026, 14:05 UTC', 'US$1,234.50'],
    ['hi', 'Nov 3, 2026, 2:05 PM UTC', '$1,234.50'],
    ['mr-IN', '3 Nov 2026, 2:05 pm UTC', '$1,234.50'],
    ['x', 'Nov 3, 2026, 2:05 PM UTC', '$1,234.50'],
  ])('names a day in words of ours for a reader of %s, in the manner of their region', (locale, moment, money) => {
    const reader = formatterFor({ locale, timeZone: 'UTC' });
    expect(seen(reader.moment('2026-11-03T14:05:00Z'))).toBe(moment);
    expect(reader.longDay('2026-11-03T14:05:00Z')).toContain('November');
    expect(reader.money('123450', 'USD')).toBe(money);
  });

  it('says what an argument that is not known leaves out', () => {
    expect(ENGLISH.text('disputePage.heading', { amount: null, customer: 'Ada' })).toBe('Dispute from Ada');
  });

  it('has no blank beside a Chinese sign, whatever was named there', () => {
    const chinese = formatterFor({ locale: 'zh', timeZone: 'UTC' });
    const said = (respondBy: string) =>
      chinese.text('event.dispute.deadline_moved.title', { respondBy, amount: null, customer: null });
    expect(said('12月1日（预计）')).toBe('争议截止时间提前：请在 12月1日（预计）前答复');
    expect(said('12月1日 UTC')).toBe('争议截止时间提前：请在 12月1日 UTC 前答复');
  });

  it('refuses a message without its arguments', () => {
    expect(() => ENGLISH.text('digest.why', { destination: 'x' })).toThrow(/business/);
  });

  it('does not read braces in what others wrote', () => {
    expect(ENGLISH.text('message.testTitle', { title: '{oops, plural' })).toBe('[Test] {oops, plural');
  });

  it.each(['constructor', '__proto__', 'toString', 'event..title'])('finds nothing for %s', (key) =>
    expect(ENGLISH.find(key)).toBeNull(),
  );

  it('says a duration in the largest unit that says it well, rounded to the nearest', () => {
    const spans = [0, 1, 80, 119, 120, 1_439, 2_879, 3_600, 4_319, 4_320].map((minutes) => ENGLISH.duration(minutes));
    expect(spans).toEqual([
      '0 minutes',
      '1 minute',
      '80 minutes',
      '2 hours',
      '2 hours',
      '24 hours',
      '2 days',
      '60 hours',
      '3 days',
      '3 days',
    ]);
  });

  it('keeps all digits of a decimal, and text that is no number', () => {
    expect(ENGLISH.number('9007199254740993.25')).toBe('9,007,199,254,740,993.25');
    expect(ENGLISH.number('1e5')).toBe('1e5');
    expect(ENGLISH.number(1234.5)).toBe('1,234.5');
  });

  it('knows a whole day from a moment', () => {
    const newYork = formatterFor({ locale: 'en', timeZone: 'America/New_York' });
    expect(newYork.calendarDay('2026-11-11T00:00:00.000Z')).toBe('Nov 11, 2026');
    expect(newYork.longDay('2026-11-11T00:00:00.000Z')).toBe('November 10, 2026');
    expect(seen(newYork.moment('2026-11-11T00:00:00.000Z'))).toBe('Nov 10, 2026, 7:00 PM EST');
    expect(newYork.clock(new Date('2026-11-11T05:00:00.000Z'), false)).toBe('00:00');
  });
});

describe('labels', () => {
  it('of facts are those of the category, where it has a better word', () => {
    expect(factLabel(ENGLISH, 'nextAt', 'PAYOUTS')).toBe('Expected arrival');
    expect(factLabel(ENGLISH, 'nextAt', 'DISPUTES')).toBe('Next date');
  });

  it('of codes are words; of what is no code, the text itself', () => {
    expect(codeText(swiss, 'bank_transfer')).toBe('Banküberweisung');
    expect(codeText(swiss, 'new_way_to_pay')).toBe('new way to pay');
    expect(codeText(swiss, 'Mastercard •••• 0341')).toBe('Mastercard •••• 0341');
  });
});

describe('tags from outside', () => {
  it.each([
    ['de_CH', 'de-CH'],
    ['EN-gb', 'en-GB'],
    ['x-../..', null],
    ['', null],
  ])('%s is the locale %s', (tag, wanted) => expect(canonicalTag(tag)).toBe(wanted));

  it.each([
    ['europe/berlin', 'Europe/Berlin'],
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['asia/calcutta', 'Asia/Calcutta'],
    ['EUROPE/KYIV', 'Europe/Kyiv'],
    ['america/port-au-prince', 'America/Port-au-Prince'],
    ['est5edt', 'EST5EDT'],
    ['Moon/Base', null],
  ])('%s is the zone %s', (zone, wanted) => expect(knownZone(zone)).toBe(wanted));
});

/** How many formats of numbers and dates are made while it runs. */
function formatsMadeBy(work: () => unknown): number {
  let made = 0;
  const { NumberFormat, DateTimeFormat } = Intl;
  const counting = <Format extends object>(format: Format): Format =>
    new Proxy(format, {
      construct(target, args, newTarget) {
        made += 1;
        return Reflect.construct(target as typeof NumberFormat, args, newTarget);
      },
    });
  try {
    Object.assign(Intl, { NumberFormat: counting(NumberFormat), DateTimeFormat: counting(DateTimeFormat) });
    work();
    return made;
  } finally {
    Object.assign(Intl, { NumberFormat, DateTimeFormat });
  }
}

describe('what takes long', () => {
  it('is made once for a reader, however many mails they get', () => {
    const formatter = formatterFor({ locale: 'it-CH', timeZone: 'Europe/Rome' });
    const mail = () => {
      const texts = renderTexts(eventWith('dispute.opened', allFacts('x')), formatter);
      return mailOf(texts, { formatter, businessName: 'b', destination: 'd', link: 'l' });
    };
    expect(formatsMadeBy(mail)).toBeGreaterThan(0);
    for (let i = 0; i < 50; i++) expect(formatsMadeBy(mail)).toBe(0);
  });

  it('is forgotten when there is too much of it', () => {
    let made = 0;
    const ask = memoize((key) => {
      made += 1;
      return { key };
    }, 2);
    for (const key of ['a', 'b', 'a', 'b']) ask(key);
    expect(made).toBe(2);
    for (const key of ['c', 'a', 'c']) ask(key);
    expect(made).toBe(4);
  });

  it('is forgotten when it was made of too many letters, be the things as few as they may', () => {
    let made = 0;
    const ask = memoize(
      (key) => {
        made += 1;
        return { key };
      },
      1_000,
      10,
    );
    for (const key of ['aaaa', 'bbbb', 'aaaa']) ask(key);
    expect(made).toBe(2);
    for (const key of ['cccc', 'cccc', 'aaaa']) ask(key);
    expect(made).toBe(4);
  });
});
