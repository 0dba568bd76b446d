// Every text of the catalogue reads well in every locale, whatever a provider left out.
import { existsSync } from 'node:fs';
import { CATALOGUE } from '../../src/domain/catalogue/index.js';
import { formatterFor } from '../../src/i18n/formatter.js';
import { argumentNames, parseMessage } from '../../src/i18n/icu.js';
import { MESSAGES } from '../../src/i18n/messages.js';

/** Values of the size that the sample bodies give; the argument names are those of EventTypeTexts in entry.ts. */
const SAMPLE = {
  amount: 'Rp 249.000,00',
  price: 'Rp 249.000,00 per month',
  customer: 'Layla Al-Sabah',
  email: 'layla@dana.example',
  invoice: 'CASE8-L',
  attempt: '4th try',
  lastAttempt: 'no more automatic tries',
  account: 'acct_1',
  reason: 'The card has insufficient funds. Ask the customer to use another payment method.',
  method: 'Mastercard •••• 0341',
  product: 'Icon library',
  stage: 'pre-arbitration',
  status: 'processing',
  respondBy: '10 November 2026 at 08:45 CET',
  nextAt: '11 November 2026 at 01:00 CET',
  endsAt: '30 November 2026 at 23:59 CET',
  credits: '1,250',
  balance: '48.5',
  integration: 'Discord',
  about: '#payments',
  since: '20 November 2026 at 07:00 CET',
  timeLeft: '24 hours',
  level: '2/3',
  unreachable: '1, 2',
  by: 'Ada Byron',
  atRisk: '€3,120.00',
  money: 'taken',
  unanswerable: 'yes',
  processor: 'Adyen',
  debit: 'yes',
  draft: 'yes',
  past: 'yes',
  check: 'yes',
};
type Argument = keyof typeof SAMPLE;
const ARGUMENTS = Object.keys(SAMPLE) as Argument[];

/** Files of the samples lie beside the source; the compiler leaves them there, and tests run from the root. */
const SAMPLES = 'src/domain/catalogue/samples';

/** SAMPLE with `none` for every argument that `known` refuses. */
function withOnly(known: (argument: Argument) => boolean): Record<string, string> {
  return Object.fromEntries(ARGUMENTS.map((argument) => [argument, known(argument) ? SAMPLE[argument] : 'none']));
}

/** Everything known, nothing known, and each argument alone missing or alone known. */
const CASES: [name: string, values: Record<string, string>][] = [
  ['all known', withOnly(() => true)],
  ['all missing', withOnly(() => false)],
  ...ARGUMENTS.map((one): [string, Record<string, string>] => [`no ${one}`, withOnly((a) => a !== one)]),
  ...ARGUMENTS.map((one): [string, Record<string, string>] => [`only ${one}`, withOnly((a) => a === one)]),
];

interface Text {
  where: string;
  field: string;
  locale: string;
  text: string;
}

const FIELDS = ['name', 'description', 'title', 'body', 'action'];

const TEXTS: Text[] = Object.values(CATALOGUE).flatMap(({ key }) =>
  MESSAGES.locales.flatMap((locale) =>
    FIELDS.flatMap((field) => {
      const text = MESSAGES.source(locale, `event.${key}.${field}`);
      return text === null ? [] : [{ where: `${key} ${locale} ${field}`, field, locale, text }];
    }),
  ),
);

/** What is wrong with a formatted text, or null. */
function fault(formatted: string): string | null {
  if (formatted === '') return 'is empty';
  if (formatted !== formatted.trim()) return 'begins or ends with a space';
  if (/\s{2}/.test(formatted)) return 'has a double space';
  if (/\bnone\b/.test(formatted)) return 'shows the placeholder word none';
  if (/[{}]/.test(formatted)) return 'shows a brace';
  if (/\s[.,]|[:：(（]$|\(\)|（）/.test(formatted)) return 'has a stray punctuation mark';
  return null;
}

/** One line for each text and case that reads badly, so that a failure shows all of them. */
function faults(texts: readonly Text[], check: (formatted: string, text: Text) => string | null): string[] {
  return texts.flatMap((text) => {
    const formatter = formatterFor({ locale: text.locale, timeZone: 'UTC' });
    return CASES.flatMap(([name, values]) => {
      const formatted = formatter.fill(text.text, values);
      const wrong = check(formatted, text);
      return wrong === null ? [] : [`${text.where} (${name}) ${wrong}: ${JSON.stringify(formatted)}`];
    });
  });
}

describe('texts of the catalogue', () => {
  it('are there for every event type and locale', () => {
    const action = TEXTS.filter(({ field }) => field === 'action').length;
    expect(TEXTS.length - action).toBe(Object.keys(CATALOGUE).length * MESSAGES.locales.length * 4);
    expect(action).toBeGreaterThan(100);
  });

  it('name only the arguments that the program gives', () => {
    const known: readonly string[] = ARGUMENTS;
    const foreign = TEXTS.flatMap(({ where, text }) =>
      argumentNames(parseMessage(text))
        .filter((name) => !known.includes(name))
        .map((name) => `${where} uses {${name}}`),
    );
    expect(foreign).toEqual([]);
  });

  it('have no arguments in the name and description, which stand in the preference matrix without an event', () => {
    const still = TEXTS.filter(({ field }) => field === 'name' || field === 'description');
    expect(still.filter(({ text }) => text.includes('{')).map(({ where }) => where)).toEqual([]);
  });

  it('have no straight apostrophe, which ICU takes for a quote', () => {
    expect(TEXTS.filter(({ text }) => text.includes("'")).map(({ where }) => where)).toEqual([]);
  });

  it('read well with everything known, with nothing known, and with any one fact missing', () => {
    expect(faults(TEXTS, fault)).toEqual([]);
  });

  it('say how much, who and until when in the title of a dispute that has just been opened', () => {
    const opened = TEXTS.filter(({ where, field }) => where.startsWith('dispute.opened ') && field === 'title');
    expect(opened).toHaveLength(MESSAGES.locales.length);
    for (const { text, locale } of opened) {
      const title = formatterFor({ locale, timeZone: 'UTC' }).fill(text, SAMPLE);
      expect(title).toContain(SAMPLE.amount);
      expect(title).toContain(SAMPLE.customer);
      expect(title).toContain(SAMPLE.respondBy);
    }
  });

  it('keep names to 60 characters and titles to 140', () => {
    const limits: Record<string, number> = { name: 60, title: 140 };
    const tooLong = (formatted: string, { field }: Text) =>
      formatted.length > (limits[field] ?? Number.POSITIVE_INFINITY) ? `has ${formatted.length} characters` : null;
    expect(faults(TEXTS, tooLong)).toEqual([]);
  });
});

describe('samples of the catalogue', () => {
  it('exist for every event type', () => {
    const missing = Object.values(CATALOGUE).filter(({ sample }) => !existsSync(`${SAMPLES}/${sample}.json`));
    expect(missing.map(({ key, sample }) => `${key}: ${sample}`)).toEqual([]);
  });
});
