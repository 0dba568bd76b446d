// The e-mail of an event: its subject is one line, and its text part reads well.
import fc from 'fast-check';
import { type Mail, mailOf } from '../../src/channels/rendering/mail.js';
import { type EventToRender, renderTexts } from '../../src/channels/rendering/texts.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { MESSAGES } from '../../src/i18n/messages.js';

import { allFacts, eventWith, SAMPLE_NAMES, sampleEvent } from './samples.js';

const LONDON = formatterFor({ locale: 'en', timeZone: 'Europe/London' });
const CONTEXT = {
  businessName: 'Nordlicht GmbH',
  destination: 'ana@nordlicht.example',
  link: 'https://tocsin.example/events/evt_01h455vb4pex5vsknk084sn02q',
};

function mailFor(event: EventToRender, formatter = LONDON, context = CONTEXT): Mail {
  return mailOf(renderTexts(event, formatter), { formatter, ...context });
}

describe('the subject', () => {
  it('is one line without control characters, whatever the facts hold', () => {
    const pieces = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\r\nBcc: a@b.c', '\n', '\u0085', '\u2028', '\u0000'),
    );
    const texts = fc.array(pieces, { maxLength: 4 }).map((parts) => parts.join(''));
    const types = fc.constantFrom(...Object.keys(CATALOGUE), 'loan.granted');
    fc.assert(
      fc.property(texts, types, fc.boolean(), (text, type, test) => {
        const mails = [mailFor({ type, facts: allFacts(text), test }), mailFor({ ...eventWith(text, {}), test })];
        for (const { subject } of mails) expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        for (const mail of mails) expect(mail.text).not.toMatch(/[^\P{Cc}\n]|\n{3}/u);
      }),
      { numRuns: 400 },
    );
  });
});

describe('the text part', () => {
  const events = [...SAMPLE_NAMES.map(sampleEvent), eventWith('loan.granted', {}), eventWith('payment.failed', {})];

  it.each(MESSAGES.locales)('has no HTML, no gap and nothing at the end of a line in %s', (locale) => {
    for (const event of events) {
      const { text, subject } = mailFor(event, formatterFor({ locale, timeZone: 'Asia/Tokyo' }));
      expect(text).not.toMatch(/<\/?[a-z]|&#|\n{3}|[ \t]\n|\n\n$/);
      expect(text.startsWith(`${subject}\n\n`)).toBe(true);
      expect(text).toContain(`\n\n${CONTEXT.link}\n\n--\n`);
      expect(text).toContain(CONTEXT.destination);
      expect(text).toContain(CONTEXT.businessName);
    }
  });

  it('sets values below each other, Chinese labels too', () => {
    const rows = mailFor(
      sampleEvent('dodo.payment.failed'),
      formatterFor({ locale: 'zh', timeZone: 'UTC' }),
    ).text.match(/^ {2}\S.*$/gm);
    expect(rows?.slice(0, 2).map((row) => row.replace(/ /g, '·'))).toEqual([
      '··金额······€129.00',
      '··客户······Jonas·Weber',
    ]);
    expect(rows?.[2]).toBe('  付款方式  Mastercard •••• 0341');
  });

  it('is the HTML part in other clothes: every text, row and link stands in both', () => {
    const { html, text } = mailFor(sampleEvent('dodo.payout.on_hold'));
    for (const part of ['Payout of $12,044.90 on hold', 'Please upload a recent bank statement.', 'Bank transfer']) {
      expect(text).toContain(part);
      expect(html).toContain(part);
    }
    expect(html).toContain(CONTEXT.link);
  });
});
