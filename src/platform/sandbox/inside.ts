/**
 * Functions that run INSIDE QuickJS. Only their source text is passed in (`toString()`), so each may use its arguments and
 * what QuickJS has, and nothing else of this file. They keep the parts of `JSON` that they need before the merchant's code
 * runs, so that a handler which replaces `JSON.stringify` affects only itself.
 */

type HostFunction = (text: string) => string;
type Writer = (fields: object) => string;
type Locales = string | string[] | undefined;

/** `console.log` and the like: one line of limited length per call, and what else other engines have there. */
export function installConsole(write: (line: string) => void, maxLength: number): void {
  const { stringify } = JSON;
  const show = (value: unknown): string => {
    if (value instanceof Error) return `${value.name}: ${value.message}`;
    if (typeof value !== 'object' || value === null) return String(value);
    try {
      return stringify(value);
    } catch {
      return '[object]'; // circular: a log line must not fail a delivery
    }
  };
  const log = (...values: unknown[]) => write(values.map(show).join(' ').slice(0, maxLength));
  const assert = (holds?: unknown, ...values: unknown[]) => (holds ? undefined : log('Assertion failed', ...values));
  const names = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'table', 'dir', 'dirxml', 'group', 'groupCollapsed'];
  const quiet = ['groupEnd', 'clear', 'count', 'countReset', 'time', 'timeEnd', 'timeLog'];
  const console = Object.fromEntries([
    ...names.map((name) => [name, log]),
    ...quiet.map((name) => [name, () => undefined]),
  ]);
  Object.assign(globalThis, { console: { ...console, assert } });
}

/** Calls the host's `Intl` with one JSON text each way, and throws the host's errors as errors inside. */
export function makeIntl(host: HostFunction, write: Writer, maxLength: number): Ask {
  const { parse } = JSON;
  return (method, value, locales, options) => {
    const exact = typeof value === 'string' || typeof value === 'bigint';
    const request = write({ method, value: String(exact ? value : Number(value)), locales, options });
    if (request.length > maxLength) throw new RangeError('The value, locales and options are too long to format');
    const answer = parse(host(request)) as { text: string } | { error: string; message: string };
    if ('text' in answer) return answer.text;
    throw answer.error === 'RangeError' ? new RangeError(answer.message) : new TypeError(answer.message);
  };
}

type Ask = (method: string, value: unknown, locales: unknown, options: unknown) => string;

/** QuickJS's `toLocale…` methods ignore the locale; these call the host. */
export function installLocaleMethods(ask: Ask): void {
  const define = (target: object, name: string, value: unknown) =>
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  for (const prototype of [Number.prototype, BigInt.prototype]) {
    define(prototype, 'toLocaleString', function (this: number | bigint, locales: Locales, options: unknown) {
      return ask('NumberFormat.format', this.valueOf(), locales, options);
    });
  }
  for (const method of ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']) {
    define(Date.prototype, method, function (this: Date, locales: Locales, options: unknown) {
      return ask(method, this.getTime(), locales, options);
    });
  }
}

/** QuickJS has no `Intl`: this one calls the host. */
export function installIntl(ask: Ask): void {
  const { parse, stringify } = JSON;
  const { assign } = Object;
  /** `methods`: of the name of a host's method, and what it is given, a function as other engines have it. */
  const made = (name: string, methods: (call: (method: string, value: unknown, more?: object) => string) => object) => {
    // Not an arrow function: it is called with and without `new`.
    function Formatter(locales: Locales, options: object | undefined) {
      ask(`${name}.resolvedOptions`, '', locales, options); // a wrong locale or option throws here, as in other engines
      const call = (method: string, value: unknown, more?: object) =>
        ask(`${name}.${method}`, value, locales, more ? assign({}, options, more) : options);
      return assign({ resolvedOptions: () => parse(call('resolvedOptions', '')) }, methods(call));
    }
    return Formatter;
  };
  const formats = (name: string, read: (value: unknown) => unknown) =>
    made(name, (call) => ({
      format: (value: unknown) => call('format', read(value)),
      formatToParts: (value: unknown) => parse(call('formatToParts', read(value))),
    }));
  const intl = {
    NumberFormat: formats('NumberFormat', (value) => value),
    DateTimeFormat: formats('DateTimeFormat', (value) => (value === undefined ? Date.now() : Number(value))),
    PluralRules: made('PluralRules', (call) => ({ select: (value: unknown) => call('select', Number(value)) })),
    ListFormat: made('ListFormat', (call) => ({
      format: (list: Iterable<unknown>) => call('format', stringify([...list].map(String))),
    })),
    RelativeTimeFormat: made('RelativeTimeFormat', (call) => ({
      format: (value: unknown, unit: unknown) => call('format', Number(value), { unit: String(unit) }),
    })),
    DisplayNames: made('DisplayNames', (call) => ({ of: (code: unknown) => parse(call('of', String(code))) })),
  };
  Object.defineProperty(globalThis, 'Intl', { value: intl, writable: true, configurable: true, enumerable: false });
}

/** QuickJS compares code points, in every locale. `compare` is the host's, by what it answered for locales and options. */
export function installCollation(ask: Ask, compare: (a: string, b: string, by: string) => number): void {
  const known: Record<string, string> = Object.create(null);
  const { hasOwn } = Object;
  const rulesOf = (locales: Locales, options?: unknown): string => {
    // Asked for each pair of a list that is sorted.
    const usual = options === undefined && (locales === undefined || typeof locales === 'string');
    const key = String(locales);
    if (usual && hasOwn(known, key)) return known[key] as string;
    const rules = ask('Collator', '', locales, options);
    if (usual) known[key] = rules;
    return rules;
  };
  Object.defineProperty(String.prototype, 'localeCompare', {
    value(this: string, that: unknown, locales: Locales, options: unknown) {
      return compare(String(this), String(that), rulesOf(locales, options));
    },
    writable: true,
    configurable: true,
    enumerable: false,
  });
  function Collator(locales: Locales, options: unknown) {
    const rules = rulesOf(locales, options);
    return { compare: (a: unknown, b: unknown) => compare(String(a), String(b), rules) };
  }
  Object.assign(Intl, { Collator });
}

/** Functions for merchants: `money(minorUnits, currency, locale)` and `mask(text, visible)`. */
export function installOffers(ask: Ask): void {
  const money = (minorUnits: unknown, currency: unknown, locale: unknown = 'en-US') => {
    if (typeof minorUnits === 'number' && !Number.isSafeInteger(minorUnits))
      throw new RangeError(`money() takes whole minor units, above 2^53 as text, not ${minorUnits}`);
    return ask('money', String(minorUnits), locale, { currency: String(currency) });
  };
  const mask = (text: unknown, visible = 4) => {
    const letters = [...String(text ?? '')];
    return `••••${visible > 0 && letters.length > visible ? letters.slice(-visible).join('') : ''}`;
  };
  Object.assign(globalThis, { money, mask });
}

/** `Math.random` from a seed (xorshift32: G. Marsaglia, "Xorshift RNGs", 2003), and no other clock than `Date`. */
export function installDeterminism(seed: number): void {
  let state = seed | 0 || 1;
  Math.random = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  Reflect.deleteProperty(globalThis, 'performance');
}

/** Makes the merchant's own JSON of a BigInt its digits as text, where it would throw. The value stays exact. */
export function installExactJson(): void {
  const toText = BigInt.prototype.toString;
  Object.defineProperty(BigInt.prototype, 'toJSON', {
    value(this: bigint) {
      return toText.call(this);
    },
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

/** Puts BigInts where integers beyond 2^53 stood; `exact` is JSON of `ExactInteger[]` (exact-json.ts). */
export function makeExact() {
  const { parse } = JSON;
  const exactly = BigInt;
  return (webhook: Record<string, unknown>, exact: string): void => {
    for (const { path, digits } of parse(exact)) {
      let parent = webhook;
      let key = 'payload';
      for (const next of path) {
        parent = parent[key] as Record<string, unknown>;
        key = next;
      }
      parent[key] = exactly(digits);
    }
  };
}

/**
 * Writes an object of ours as JSON, whatever the code has made of `Object.prototype`: `toJSON` holds for the merchant's objects
 * alone. A BigInt becomes a text that begins with `mark` (`readMarked` in exact-json.ts), unless their own `toJSON` says what it is.
 */
export function makeWriter(mark: string): Writer {
  const { stringify } = JSON;
  const { assign, create } = Object;
  const text = String;
  const integers = BigInt.prototype as { toJSON?: unknown };
  const { toJSON: ours } = integers;
  return (fields) =>
    stringify(assign(create(null), fields), function (this: Record<string, unknown>, key: string, value: unknown) {
      const exact = integers.toJSON === ours ? this[key] : value;
      return typeof exact === 'bigint' ? mark + text(exact) : value;
    });
}

/** Calls the handler; gives its return value as JSON of `Returned` (messages.ts). */
export function makeCaller(
  putExact: (webhook: Record<string, unknown>, exact: string) => void,
  write: Writer,
  maxLength: number,
) {
  const { parse } = JSON;
  const { isArray } = Array;
  const { fromEntries } = Object;
  const [Settling, Pairs] = [Promise, Map];
  return async (handler: (webhook: unknown) => unknown, text: string, exact: string): Promise<string> => {
    const webhook = parse(text);
    putExact(webhook, exact);
    const result = await handler(webhook);
    if (typeof result !== 'object' || result === null || isArray(result))
      return write({ kind: result === null ? 'null' : isArray(result) ? 'array' : typeof result });
    const { method, url, headers: named, payload: given, cancel } = result as Record<string, unknown>;
    // The JSON of a Map is an empty object, too.
    const headers = named instanceof Pairs ? fromEntries(named) : named;
    // Somebody forgot an `await`: the JSON of a promise is an empty object.
    const payload = given instanceof Settling ? await given : given;
    const output = write({ kind: 'object', method, url, headers, payload, cancel });
    return output.length > maxLength ? write({ kind: 'too much' }) : output;
  };
}

/** Makes short JSON of anything that was thrown; the first part of the stack is enough to find the line. */
export function makeExplainer(write: Writer, maxLength: number) {
  const { stringify } = JSON;
  return (thrown: unknown): string => {
    if (!(thrown instanceof Error)) {
      // What has no JSON (a function that `toJSON` gives) still has a text.
      const text = String(typeof thrown === 'object' ? stringify(thrown) : thrown);
      return write({ name: '', message: text.slice(0, maxLength), stack: '' });
    }
    const clip = (value: unknown, length: number) => String(value).slice(0, length);
    return write({
      name: clip(thrown.name, maxLength),
      message: clip(thrown.message, maxLength),
      stack: clip(thrown.stack, 4_000),
    });
  };
}
