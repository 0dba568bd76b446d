/** The host's part of the sandbox's `Intl` and `money()`: JSON in, JSON out. */
import { formatMoney } from '../../i18n/money.js';

interface IntlRequest {
  method: string;
  /** A decimal number as text; milliseconds since 1970 for dates. */
  value: string;
  locales?: string | string[];
  options?: Record<string, unknown>;
}

type Format = (value: string, locales: string | string[], options: Record<string, unknown>) => string;

// ICU puts a narrow no-break space before AM and PM, in some versions of V8. Merchants' code expects a plain space.
const withPlainSpaces = (text: string) => text.replaceAll('\u202f', ' ');
const inUtc = (options: Record<string, unknown>): Intl.DateTimeFormatOptions => ({ timeZone: 'UTC', ...options });

const FORMATS = new Map<string, Format>([
  // `format` takes a decimal as text exactly (Intl.NumberFormat v3).
  [
    'NumberFormat',
    (value, locales, options) => new Intl.NumberFormat(locales, options).format(value as Intl.StringNumericLiteral),
  ],
  [
    'DateTimeFormat',
    (value, locales, options) =>
      withPlainSpaces(new Intl.DateTimeFormat(locales, inUtc(options)).format(Number(value))),
  ],
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
]);

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
