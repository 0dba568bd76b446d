// What a business may write: everything that can be filled, and of the rest a sentence that says where and why.
import { templateArguments, templateFaults, templateHints } from '../../src/channels/rendering/template-check.js';
import { type EventTexts, renderTextsBy } from '../../src/channels/rendering/texts.js';
import type { EventTypeEntry } from '../../src/domain/catalogue/entry.js';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import type { Reason } from '../../src/domain/reasons.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { ENGLISH } from '../../src/i18n/labels.js';
import { MESSAGES } from '../../src/i18n/messages.js';
import { reasonText } from '../../src/i18n/reason-text.js';

import { allFacts, eventWith, sampleEvent } from './samples.js';

const ENTRIES: EventTypeEntry[] = Object.values(CATALOGUE);
const FAILED = CATALOGUE['payment.failed'];
const inEnglish = (reasons: readonly Reason[]) => reasons.map((reason) => reasonText(ENGLISH, reason));
const faults = (body: string) => inEnglish(templateFaults('body', body, templateArguments(FAILED)));

describe('a template', () => {
  it.each([
    'Call {customer} about {amount}.',
    '{nextAt, select, none {No further try.} other {Next try: {nextAt}.}}',
    "It’s {amount}; don't '{panic}'.",
    '第一行\n\n{reason}',
    'a < b and b > a, 5 <6',
  ])('may say %j', (text) => expect(faults(text)).toEqual([]));

  it.each([
    ['Hello {customer', 'At line 1, column 7: a brace is opened here and not closed.'],
    ['Hello\n {}', 'At line 2, column 2: an argument needs a name between its braces.'],
    ['{reason, select, none {x}}', 'At line 1, column 26: a select or plural needs a branch “other {…}”.'],
    ['{credits, plural, one {# credit}}', 'At line 1, column 33: a select or plural needs a branch “other {…}”.'],
    ['{amount, currency}', 'At line 1, column 10: there is no such format; use select.'],
    ['{first name}', 'At line 1, column 1: a name is letters and digits, without spaces.'],
    ['{amount, number}', '{amount} comes as the reader writes it: leave its format out.'],
    ['{nextAt, date, short}', '{nextAt} comes as the reader writes it: leave its format out.'],
    ['{amount, plural, one {x} other {y}}', '{amount} is a text and cannot be counted: use select in place of plural.'],
    ['<b>{amount}</b>', 'Write text and no HTML: “<b>” would be shown as it stands here.'],
    ['a\u0000b', 'It has control characters, which nobody can see: take them out.'],
    [' \n', 'It is empty: write at least a word.'],
    ['x'.repeat(5_001), 'It has 5001 characters; at most 5000 are possible.'],
  ])('may not say %j, and is told why', (text, fault) => expect(faults(text)).toEqual([fault]));

  it('is told which arguments there are, also those in branches', () => {
    const known =
      'amount, customer, email, reason, invoice, attempt, lastAttempt, payment, subscription, method, nextAt, past, check';
    expect(templateArguments(FAILED).join(', ')).toBe(known);
    expect(faults('{name} {reason, select, none {{nmae}} other {}}')).toEqual([
      `There is no argument {name} here; there are ${known}.`,
      `There is no argument {nmae} here; there are ${known}.`,
    ]);
  });

  it('has a subject of one line and 500 characters', () => {
    const [lines] = inEnglish(templateFaults('subject', 'a\nb', []));
    expect(lines).toBe('A subject is one line: take out the line breaks.');
    expect(templateFaults('subject', 'x'.repeat(501), [])).toHaveLength(1);
  });

  it('is warned of what an event may lack, but not where that was asked', () => {
    expect(inEnglish(templateHints('{customer}: {amount} {amount}')).map((hint) => hint.slice(0, 34))).toEqual([
      'Where an event has no customer, {c',
      'Where an event has no amount, {amo',
    ]);
    expect(templateHints('{customer, select, none {Somebody} other {{customer}}}')).toEqual([]);
    expect(templateHints('{stage, select, inquiry {Early} other {{stage}}}')).toHaveLength(1);
  });

  it('can be every one of ours, in every locale, and then says what ours says', () => {
    for (const entry of ENTRIES) {
      for (const locale of MESSAGES.locales) {
        const [subject, body, action] = ['title', 'body', 'action'].map(
          (part) => MESSAGES.source(locale, `event.${entry.key}.${part}`) ?? '',
        ) as [string, string, string];
        const override = { subject, body: `${body}\n\n${action}` };
        expect(templateFaults('subject', override.subject, templateArguments(entry))).toEqual([]);
        expect(templateFaults('body', override.body, templateArguments(entry))).toEqual([]);
        const event = { ...sampleEvent(entry.sample), type: entry.key };
        const [ours, theirs] = [null, override].map((words) =>
          renderTextsBy(words, event, formatterFor({ locale, timeZone: 'UTC' }), fail),
        ) as [EventTexts, EventTexts];
        expect([theirs.title, theirs.body]).toEqual([
          ours.title,
          [ours.body, ours.action].filter(Boolean).join('\n\n'),
        ]);
      }
    }
  });

  it('that passes can be filled, with everything known and with nothing', () => {
    for (const entry of ENTRIES) {
      const text = ['All:', ...templateArguments(entry).map((name) => `{${name}}`)].join(' ');
      expect(templateFaults('body', text, templateArguments(entry))).toEqual([]);
      for (const facts of [allFacts('x'), {}])
        renderTextsBy({ subject: null, body: text }, eventWith(entry.key, facts), ENGLISH, fail);
    }
  });
});

function fail(error: unknown): never {
  throw error;
}
