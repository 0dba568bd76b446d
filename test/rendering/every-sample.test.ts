// Every sample as a message to the team and to the customer, in every language: what must be true of all of them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderTexts } from '../../src/channels/rendering/texts.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { MESSAGES } from '../../src/i18n/messages.js';
import { EVERY_SAMPLE, mailsIn, type SampleMail } from './every-sample.js';
import { eventWith, seen } from './samples.js';

const OTHERS = MESSAGES.locales.filter((locale) => locale !== 'en');

/** What others said stands in quotation marks, and is in their language; what a program threw names itself. */
const OF_OTHERS = /[“„«][^“”„«»]*["”“»]|\w*Error: [^\n]*|https?:\S+|\S+@\S+/g;
const ownWords = ({ subject, text }: SampleMail) => seen(`${subject}\n${text}`).replace(OF_OTHERS, ' … ');

/** Words that only English has, of these languages. */
const ENGLISH_WORDS = /\b(the|of|and|with|your|has|have|is|for|by|to|this|until|was not|nobody|customer|payment)\b/i;

const KEYS = Object.keys(JSON.parse(readFileSync(join(process.cwd(), 'src/i18n/messages/en.json'), 'utf8')));

/** The sentences of the English messages, without what is filled in: at least three words in a row. */
const ENGLISH_SENTENCES = [...literalsOf('en')].filter((text) => /\S+ \S+ \S+/.test(text));

function literalsOf(locale: string): Set<string> {
  const texts = KEYS.flatMap((key) => (MESSAGES.source(locale, key) ?? '').split(/\{[^{}]*\{?|\}+/));
  return new Set(texts.map((text) => seen(text).trim()).filter((text) => text.length > 8));
}

describe.each(OTHERS)('in %s', (locale) => {
  const mails = mailsIn(locale);

  it('no mail has an English sentence', () => {
    const shared = literalsOf(locale);
    const english = ENGLISH_SENTENCES.filter((text) => !shared.has(text));
    const found = mails.flatMap((mail) => {
      const words = ownWords(mail);
      return english.filter((text) => words.includes(text)).map((text) => `${mail.name}: ${text}`);
    });
    expect(found).toEqual([]);
  });

  it('no mail has a word of English, but for what others said', () => {
    const found = mails.flatMap((mail) => {
      const word = ENGLISH_WORDS.exec(ownWords(mail).replace(/\S*[_\d]\S*/g, ''));
      return word ? [`${mail.name}: ${ownWords(mail).slice(Math.max(0, word.index - 40), word.index + 40)}`] : [];
    });
    expect(found).toEqual([]);
  });
});

it('the checks see English where it is', () => {
  for (const mail of mailsIn('en')) {
    const words = ownWords(mail);
    expect([mail.name, ENGLISH_SENTENCES.some((text) => words.includes(text))]).toEqual([mail.name, true]);
  }
});

const above = ({ subject, text }: SampleMail) => `${subject}\n${text.split(/\n\n {2}/)[0]}`;
const idsIn = (text: string) => text.match(/\b[a-z]{2,6}_(?=\w*\d)[A-Za-z0-9]{8,}\b/g) ?? [];

it('titles and sentences name no id: those stand in rows', () => {
  const found = EVERY_SAMPLE.flatMap((mail) => idsIn(above(mail)).map((id) => `${mail.locale} ${mail.name}: ${id}`));
  expect(found).toEqual([]);
});

it('each has one loud button at most, and its first link is to be pressed', () => {
  for (const { html, name } of EVERY_SAMPLE) {
    const filled = html.match(/<a [^>]*background:#[0-9a-f]{6}/g) ?? [];
    expect([name, filled.length]).toEqual([name, Math.min(1, filled.length)]);
  }
});

it.each([
  [4_320, 3, 'day'],
  [4_319, 3, 'day'],
  [4_290, 3, 'day'],
  [1_440, 24, 'hour'],
  [1_439, 24, 'hour'],
  [1_415, 24, 'hour'],
  [360, 6, 'hour'],
  [359, 6, 'hour'],
  [120, 2, 'hour'],
  [119, 2, 'hour'],
] as const)('a reminder with %i minutes left says %i %s in every language', (minutes, count, unit) => {
  for (const locale of MESSAGES.locales) {
    const formatter = formatterFor({ locale, timeZone: 'UTC' });
    const { title } = renderTexts(eventWith('dispute.reminder', { timeLeft: String(minutes) }), formatter);
    const said = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
    expect(seen(title)).toContain(seen(said));
  }
});
