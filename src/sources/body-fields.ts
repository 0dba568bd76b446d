/**
 * Typed reading of JSON that nobody has checked, by dotted paths (`customer.email`, `items.data.0.price`).
 * Every reader says null where the field is missing, of another type, or nothing that we could store or show.
 */
import { type Facts, PERIOD_UNITS, type Period } from '../domain/facts.js';
import { hasUnit } from '../domain/money.js';
import { isOwn } from '../domain/notice.js';
import { SEEN } from '../domain/seen.js';
import { dayMs, momentMs } from '../domain/time/iso-moment.js';
import { beginningOf } from '../i18n/graphemes.js';

export type Json = Record<string, unknown>;

// Control characters would break mail headers and one-line texts; PostgreSQL refuses NUL, and lone surrogates in jsonb.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u;
const UNSEEN = /\p{Cf}/gu;
const LONGEST_ID = 255;
const LONGEST_TEXT = 1000;
const LONGEST_URL = 2_000;
const YEAR_10000 = Date.UTC(10_000, 0);

function at(root: unknown, path: string): unknown {
  let value = root;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Json)[key];
  }
  return value;
}

/** Whatever stands there; undefined where nothing does. */
export const value = (root: unknown, path: string) => at(root, path);

/** Whether there is any value but null at the path. */
export function has(root: unknown, path: string): boolean {
  return (at(root, path) ?? null) !== null;
}

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object, empty where there is none. */
export function object(root: unknown, path: string): Json {
  const value = at(root, path);
  return isObject(value) ? value : {};
}

/** The elements of an array, none where there is no array. */
export function list(root: unknown, path: string): readonly unknown[] {
  const value = at(root, path);
  return Array.isArray(value) ? value : [];
}

/** A text on one line of which something can be seen, cut to 1,000 characters: the first of the paths that has one. */
export function text(root: unknown, ...paths: string[]): string | null {
  for (const path of paths) {
    const value = at(root, path);
    if (typeof value !== 'string') continue;
    const clean = beginningOf(value, LONGEST_TEXT).replace(new RegExp(UNPRINTABLE, 'gu'), ' ').trim();
    if (SEEN.test(clean)) return clean;
  }
  return null;
}

/** What people type where a form insists on a name and they have none: `-`, `.`. */
const IS_NAME = /[\p{L}\p{N}\p{S}]/u;

/** What a person or company is called: the first of the paths that has more than punctuation. */
export function name(root: unknown, ...paths: string[]): string | null {
  return paths.map((path) => text(root, path)).find((one) => one !== null && IS_NAME.test(one)) ?? null;
}

/** The text itself if it can be an id or a name: not empty, at most 255 characters, none of them unprintable. */
export function asId(value: unknown): string | null {
  const usable = typeof value === 'string' && value !== '' && value.length <= LONGEST_ID && !UNPRINTABLE.test(value);
  return usable ? value : null;
}

/** The type that the body names; `unknown` where it names none, or one that only Tocsin itself may tell. */
export function eventType(body: Json): string {
  const named = asId(typeof body.type === 'string' ? body.type.trim() : null);
  return named === null || isOwn(named) ? 'unknown' : named;
}

/** An opaque id, see `asId`, also one that is counted (`42`): the first of the paths that has one. */
export function id(root: unknown, ...paths: string[]): string | null {
  for (const path of paths) {
    const value = at(root, path);
    const usable = asId(Number.isSafeInteger(value) ? String(value) : value);
    if (usable !== null) return usable;
  }
  return null;
}

/** The id of another thing, which may stand there whole in place of its id: the first of the paths that has one. */
export function ref(root: unknown, ...paths: string[]): string | null {
  return id(root, ...paths.flatMap((path) => [path, `${path}.id`]));
}

/**
 * An e-mail address; mail is sent there, so a text that could be read as several addresses is none. What is pasted into forms has
 * characters that nobody sees (U+200B), which no server would find a mailbox by.
 */
export function email(root: unknown, ...paths: string[]): string | null {
  for (const path of paths) {
    const value = text(root, path)?.replace(UNSEEN, '') ?? null;
    if (value !== null && value.length <= 320 && /^[^\s@,;:<>()"\\]+@[^\s@,;:<>()"\\]+$/.test(value)) return value;
  }
  return null;
}

/** Codes as words (`insufficient_funds` is "insufficient funds"); any other text as it is. */
export function words(root: unknown, ...paths: string[]): string | null {
  const value = text(root, ...paths);
  if (value === null || !/^([a-z0-9]+(_[a-z0-9]+)+|[A-Z0-9]+(_[A-Z0-9]+)+)$/.test(value)) return value;
  return value.toLowerCase().replaceAll('_', ' ');
}

/** The paths of why somebody cancelled: their own words say more than that it was for another reason. */
export function whyCancelled(root: unknown, feedback: string, comment: string): string[] {
  return text(root, feedback) === 'other' && text(root, comment) !== null ? [comment] : [feedback, comment];
}

/** An address of the web that people may be sent to: https, without a login in it; the first of the paths that has one. */
export function webUrl(root: unknown, ...paths: string[]): string | null {
  for (const path of paths) {
    const value = text(root, path);
    const url = value && value.length < LONGEST_URL && URL.canParse(value) ? new URL(value) : null;
    if (url?.protocol === 'https:' && url.username === '' && url.password === '') return url.href;
  }
  return null;
}

/** How many there are of something: from 1 to 999,999. */
export function count(root: unknown, path: string): number | null {
  const value = integer(root, path);
  return value !== null && value > 0n && value < 1_000_000n ? Number(value) : null;
}

/** `Month` or `month`, with how many of them. */
export function period(root: unknown, countPath: string, unitPath: string): Period | null {
  const word = text(root, unitPath)?.toLowerCase();
  const unit = PERIOD_UNITS.find((known) => known === word);
  const many = count(root, countPath);
  return unit && many ? { count: many, unit } : null;
}

export function flag(root: unknown, path: string): boolean | null {
  const value = at(root, path);
  return typeof value === 'boolean' ? value : null;
}

/** An integer, given as a number or as digits. A number beyond 2^53 is none: the JSON parser has rounded it already. */
export function integer(root: unknown, path: string): bigint | null {
  const value = at(root, path);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null;
  return typeof value === 'string' && /^-?\d{1,30}$/.test(value) ? BigInt(value) : null;
}

/** A decimal number as text, exact. */
export function decimal(root: unknown, path: string): string | null {
  const value = at(root, path);
  const digits = typeof value === 'number' ? String(value) : value;
  return typeof digits === 'string' && /^-?\d{1,30}(\.\d{1,30})?$/.test(digits) ? digits : null;
}

/** A small number (a count of days), or the time of a clock that begins at 1970, or at 2000, whenever it is switched on. */
const NO_CLOCK_BEFORE_MS = Date.UTC(2001, 0);

/**
 * A time given in RFC 3339 or as unix seconds or milliseconds, as ISO 8601 with milliseconds in UTC: the first of the paths that
 * has one. Before there were webhooks nothing happened, and nothing was due.
 */
export function instant(root: unknown, ...paths: string[]): string | null {
  for (const path of paths) {
    const moment = isoOf(milliseconds(at(root, path)));
    if (moment !== null) return moment;
  }
  return null;
}

/** Years of five digits are no ISO 8601 that others can read. */
const isoOf = (time: number) => (time >= NO_CLOCK_BEFORE_MS && time < YEAR_10000 ? new Date(time).toISOString() : null);

/**
 * Until when something is due: an instant, or a day or a time without a zone, which are of UTC, as in our API. A day begins the
 * reminders early; without any deadline there would be none.
 */
export function dueMoment(root: unknown, path: string): string | null {
  const text = at(root, path);
  const zoneless = typeof text === 'string' ? (text.length > 10 ? momentMs(text, 'UTC') : dayMs(text)) : Number.NaN;
  return instant(root, path) ?? isoOf(zoneless);
}

/** The last second of 9999 stands for "never"; as milliseconds so few are of 1978. What is more than that many seconds is milliseconds. */
const MOST_SECONDS = YEAR_10000 / 1_000 - 1;
const MOST_NANOSECONDS = YEAR_10000 * 1_000_000;

function milliseconds(value: unknown): number {
  if (typeof value === 'number') return Math.floor(value > MOST_SECONDS ? thousandths(value) : value * 1000);
  if (typeof value !== 'string') return Number.NaN;
  if (/^\d{9,19}(\.\d{1,9})?$/.test(value)) return milliseconds(Number(value));
  return momentMs(value);
}

/** Who counts in microseconds, as PostgreSQL does, or in nanoseconds, as Go and Python do, would be in a year of five digits. */
const thousandths = (value: number): number =>
  value < YEAR_10000 || value > MOST_NANOSECONDS ? value : thousandths(value / 1_000);

/** By how much the clock of a producer may be ahead of ours: some write their own zone's time as that of UTC. */
const CLOCK_AHEAD_MS = 24 * 3_600_000;

/**
 * When it happened, ISO 8601; when we received it where the body says no time, or one that no clock says that is right. One that
 * lies far ahead: nothing is heard of before it happened, and an event of next year would count as newer than all that is still to
 * come. Or one of before there were webhooks: what is told by it would be overtaken by all that is known.
 */
export function occurrence(body: Json, path: string, receivedAt: Date): string {
  const stated = instant(body, path);
  const isAhead = stated !== null && Date.parse(stated) > receivedAt.getTime() + CLOCK_AHEAD_MS;
  return stated === null || isAhead ? receivedAt.toISOString() : stated;
}

/**
 * An amount with its currency. Without a currency whose units are known it is null, as a bare number tells nothing; so is one
 * of more than 18 digits, which is no amount of money and would not fit a bigint column.
 */
export function money(amount: bigint | null, currency: string | null): Pick<Facts, 'amount' | 'currency'> {
  if (currency === null || !/^[A-Za-z]{3}$/.test(currency) || !hasUnit(currency))
    return { amount: null, currency: null };
  const digits = amount === null ? null : amount.toString();
  return { amount: digits !== null && /^-?\d{1,18}$/.test(digits) ? digits : null, currency: currency.toUpperCase() };
}

const BRANDS: Record<string, string> = {
  amex: 'American Express',
  diners: 'Diners Club',
  jcb: 'JCB',
  unionpay: 'UnionPay',
};

/** A card as people know it, `Mastercard •••• 0341`; null where the brand is unknown. */
export function cardLabel(brand: string | null, lastFour: string | null): string | null {
  if (brand === null) return null;
  const code = brand.toLowerCase();
  const capitals = code.replaceAll('_', ' ').replace(/(^| )\p{L}/gu, (letter) => letter.toUpperCase());
  const name = Object.hasOwn(BRANDS, code) ? BRANDS[code] : capitals;
  return lastFour !== null && /^\d{4}$/.test(lastFour) ? `${name} •••• ${lastFour}` : `${name}`;
}

/** The first four characters of a license key: enough to recognise it, too few to use it. A short key shows none. */
export function maskedKey(key: string | null): string | null {
  if (key === null) return null;
  const characters = [...key];
  return characters.length > 8 ? `${characters.slice(0, 4).join('')}…` : '…';
}
