/** The host's part of the sandbox's `Intl` and `money()`: JSON in, JSON out. */
import { memoize } from '../../i18n/memoize.js';
import { formatMoney } from '../../i18n/money.js';

interface IntlRequest {
  method: string;
  /** A decimal number as text; milliseconds since 1970 for dates; a list as JSON. */
  value: string;
  locales?: string | string[];
  options?: Record<string, unknown>;
}

type Options = Record<string, unknown>;
type Format = (value: string, locales: string | string[], options: Options) => string;

// ICU puts a narrow no-break space before AM and PM, in some versions of V8. Merchants' code expects a plain space.
const withPlainSpaces = (text: string) => text.replaceAll('\u202f', ' ');
const inUtc = (options: Options): Intl.DateTimeFormatOptions => ({ timeZone: 'UTC', ...options });

interface Resolving {
  resolvedOptions(): object;
}

/** `format` takes a decimal as text exactly (Intl.NumberFormat v3). */
const exactNumber = (value: string) => value as Intl.StringNumericLiteral;

type Methods<One> = Record<string, (one: One, value: string, options: Options) => string>;

/** The methods of one of `Intl`'s classes, and `resolvedOptions`, which each of them has. */
function methodsOf<One extends Resolving>(
  name: string,
  make: (locales: string | string[], options: Options) => One,
  methods: Methods<One>,
): [string, Format][] {
  const all: Methods<One> = { ...methods, resolvedOptions: (one: One) => JSON.stringify(one.resolvedOptions()) };
  return Object.entries(all).map(([method, call]) => [
    `${name}.${method}`,
    (value, locales, options) => call(make(locales, options), value, options),
  ]);
}

const FORMATS = new Map<string, Format>([
  ...methodsOf('NumberFormat', (locales, options) => new Intl.NumberFormat(locales, options), {
    format: (one, value) => one.format(exactNumber(value)),
    formatToParts: (one, value) => JSON.stringify(one.formatToParts(exactNumber(value))),
  }),
  ...methodsOf('DateTimeFormat', (locales, options) => new Intl.DateTimeFormat(locales, inUtc(options)), {
    format: (one, value) => withPlainSpaces(one.format(Number(value))),
    formatToParts: (one, value) => withPlainSpaces(JSON.stringify(one.formatToParts(Number(value)))),
  }),
  ...methodsOf('PluralRules', (locales, options) => new Intl.PluralRules(locales, options), {
    select: (one, value) => one.select(Number(value)),
  }),
  ...methodsOf('ListFormat', (locales, options) => new Intl.ListFormat(locales, options), {
    format: (one, value) => one.format(JSON.parse(value)),
  }),
  ...methodsOf('RelativeTimeFormat', (locales, options) => new Intl.RelativeTimeFormat(locales, options), {
    format: (one, value, { unit }) => one.format(Number(value), unit as Intl.RelativeTimeFormatUnit),
  }),
  ...methodsOf(
    'DisplayNames',
    (locales, options) => new Intl.DisplayNames(locales, { ...options, type: options.type as Intl.DisplayNamesType }),
    { of: (one, value) => JSON.stringify(one.of(value) ?? null) },
  ),
  [
    'toLocaleString',
    (value, locales, options) => withPlainSpaces(new Date(Number(value)).toLocaleString(locales, inUtc(options))),
  ],
  [
    'toLocaleDateString',
    (value, locales, options) => withPlainSpaces(new Date(Number(value)).toLocaleDateString(locales, inUtc(options))),
  ],
  [
    'toLocaleTimeString',
    (value, locales, options) => withPlainSpaces(new Date(Number(value)).toLocaleTimeString(locales, inUtc(options))),
  ],
  ['money', (value, locales, options) => formatMoney(value, String(options.currency), String(locales))],
  // The rules of order, for `compareBy`.
  [
    'Collator',
    (_value, locales, options) => {
      const rules = JSON.stringify([locales, options]);
      collatorOf(rules);
      return rules;
    },
  ],
]);

const collatorOf = memoize((rules) => {
  const [locales, options] = JSON.parse(rules) as [string | string[], Options];
  return new Intl.Collator(locales, options);
}, 100);

/** Which of both texts comes first, below 0 for `a`. `rules`: what `Collator` was answered with. */
export const compareBy = (a: string, b: string, rules: string): number => collatorOf(rules).compare(a, b);

/** @returns `{text}`, or `{error, message}` for what `Intl` refuses, as JSON. Default: locale en-US, zone UTC. */
export function answerIntl(request: string): string {
  const { method, value, locales, options } = JSON.parse(request) as IntlRequest;
  try {
    const format = FORMATS.get(method);
    if (!format) throw new TypeError(`There is no formatting method ${method}`);
    return JSON.stringify({ text: format(value, locales ?? 'en-US', options ?? {}) });
  } catch (error) {
    return JSON.stringify({ error: (error as Error).name, message: (error as Error).message });
  }
}
