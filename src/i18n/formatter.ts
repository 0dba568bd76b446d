/** The one door to all that people read: texts, money, moments, numbers and lists for one reader. */
import { type Formatters, formatToParts, IntlMessageFormat } from 'intl-messageformat';
import { NO_CURRENCY } from '../domain/money.js';
import { parseMessage } from './icu.js';
import { memoize } from './memoize.js';
import { MESSAGES, type MessageKey, type Messages } from './messages.js';
import { formatMoney } from './money.js';
import { canonicalTag, inRegionOf, languageOf } from './tags.js';
import { closedUp } from './typography.js';

export interface Reader {
  /** BCP 47; texts come in the nearest of ours, numbers and dates in the manner of its region. */
  locale: string;
  /** IANA zone, for example `Europe/Berlin`. */
  timeZone: string;
}

/** Null is the word `none`, which texts select on. A number is for a plural, or for `{count, number}`. */
export type MessageArguments = Readonly<Record<string, string | number | null>>;

export class Formatter {
  /** The locale of the texts. */
  readonly locale: string;
  /** For what is made of words, as dates are: that language in the reader's region, whatever they speak there. */
  private readonly wordLocale: string;
  /** For numbers: the reader's own, where they can stand among our words. */
  private readonly numberLocale: string;
  private readonly formats: Formatters;

  constructor(
    private readonly messages: Messages,
    readonly reader: Reader,
  ) {
    this.locale = messages.nearest(reader.locale);
    const own = canonicalTag(reader.locale) ?? this.locale;
    const isSpoken = languageOf(own) === languageOf(this.locale);
    this.wordLocale = isSpoken ? own : inRegionOf(own, this.locale);
    this.numberLocale = isSpoken || writesNumbersPlainly(own) ? own : this.wordLocale;
    this.formats = {
      getNumberFormat: () => numberFormat(this.numberLocale),
      getPluralRules: (_, options) => pluralRules(this.locale, options?.type ?? 'cardinal'),
      getDateTimeFormat: () => momentFormat(this.wordLocale, reader.timeZone),
    };
  }

  /** @throws where an argument of the message is missing. */
  text(key: MessageKey, args: MessageArguments = {}): string {
    const text = this.find(key, args);
    if (text === null) throw new Error(`There is no message "${key}"`);
    return text;
  }

  /** A message whose key is made of a registry's or a provider's own; null where there is none. */
  find(key: string, args: MessageArguments = {}): string | null {
    const source = this.messages.source(this.locale, key);
    return source === null ? null : this.fill(source, args);
  }

  /** Words of somebody else, also ICU. @throws SyntaxError where they are none. */
  fill(source: string, args: MessageArguments): string {
    const known = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, value ?? 'none']));
    const parts = formatToParts(
      parsed(source),
      this.locale,
      this.formats,
      IntlMessageFormat.formats,
      known,
      undefined,
      source,
    );
    return closedUp(parts.map(({ value }) => String(value)).join(''), this.locale);
  }

  /** An amount in minor units, with all digits of its currency; a dash for one of no currency. */
  money(minorUnits: string, currency: string): string {
    return currency === NO_CURRENCY ? '–' : formatMoney(minorUnits, currency, this.numberLocale);
  }

  /** With the zone named: a deadline without one is a trap. `at`: ISO 8601 where it is text. */
  moment(at: Date | string): string {
    return momentFormat(this.wordLocale, this.reader.timeZone).format(new Date(at));
  }

  /** The day of a moment that stands for a whole day by being midnight UTC: the same one in every zone. */
  calendarDay(at: Date | string): string {
    return shortDayFormat(this.wordLocale).format(new Date(at));
  }

  /** The day of a moment in the reader's zone, with the month in full. */
  longDay(at: Date | string): string {
    return longDayFormat(this.wordLocale, this.reader.timeZone).format(new Date(at));
  }

  /** Hour and minute, 00:00 to 23:59; with day and month where `withDay`. */
  clock(at: Date, withDay: boolean): string {
    const format = withDay ? dayAndClockFormat : clockFormat;
    return format(this.wordLocale, this.reader.timeZone).format(at);
  }

  /** A number, or a decimal as text with all its digits; text that is no number stays as it is. */
  number(value: number | string): string {
    return typeof value === 'number' || isDecimal(value) ? numberFormat(this.numberLocale).format(value) : value;
  }

  /**
   * Whole minutes in the largest unit that says it well: of which there are at least two, and whose nearest whole number is
   * off by no more than a fifteenth. Three days less the seconds until somebody reads it are 3 days, 60 hours are 60 hours.
   */
  duration(minutes: number): string {
    const [unit, size] = UNITS.find(([, many]) => saysWell(minutes, many)) ?? ['minute', 1];
    return unitFormat(this.wordLocale, unit).format(Math.round(minutes / size));
  }

  /** "a, b and c". */
  list(items: readonly string[]): string {
    return listFormat(this.wordLocale).format(items);
  }
}

/** The formatter of a reader, in this program's messages. */
export function formatterFor({ locale, timeZone }: Reader): Formatter {
  return ofReader(locale, timeZone);
}

const ofReader = memoize((locale, timeZone) => new Formatter(MESSAGES, { locale, timeZone }));

/** Ours are some thousands, short ones; businesses write, and rewrite, theirs. What is parsed takes about 50 bytes for a letter. */
const parsed = memoize((source) => parseMessage(source), 10_000);

const isDecimal = (text: string): text is `${number}` => /^-?\d+(\.\d{1,20})?$/.test(text);

function saysWell(minutes: number, size: number): boolean {
  const whole = Math.round(minutes / size);
  return whole >= 2 && Math.abs(whole * size - minutes) * 15 <= minutes;
}

/** In the digits of our languages, and without marks that turn the direction of the text. */
const writesNumbersPlainly = (locale: string): boolean =>
  !/[\u200e\u200f\u061c]|[^\P{Nd}0-9]/u.test(
    new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' }).format(-1234567.89),
  );

const UNITS = [
  ['day', 1_440],
  ['hour', 60],
  ['minute', 1],
] as const;

const DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

const numberFormat = memoize((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }));
const pluralRules = memoize(
  (locale, type) => new Intl.PluralRules(locale, { type: type === 'ordinal' ? type : 'cardinal' }),
);
const unitFormat = memoize(
  (locale, unit) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }),
);
const listFormat = memoize((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));

const momentFormat = memoize(
  (locale, timeZone) =>
    new Intl.DateTimeFormat(locale, { ...DAY, hour: 'numeric', minute: '2-digit', timeZoneName: 'short', timeZone }),
);
const shortDayFormat = memoize((locale) => new Intl.DateTimeFormat(locale, { ...DAY, timeZone: 'UTC' }));
const longDayFormat = memoize((locale, timeZone) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }));
const clockFormat = memoize((locale, timeZone) => new Intl.DateTimeFormat(locale, { ...CLOCK, timeZone }));
const dayAndClockFormat = memoize(
  (locale, timeZone) => new Intl.DateTimeFormat(locale, { ...CLOCK, day: 'numeric', month: 'short', timeZone }),
);
