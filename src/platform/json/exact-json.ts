/**
 * JSON whose integers beyond 2^53 stay exact. `JSON.parse` rounds them (its reviver gets the source text only from Node 21
 * on), so we search the text for them, and each becomes a BigInt: arithmetic with it is exact or throws.
 */
import { randomUUID } from 'node:crypto';

/** An integer beyond 2^53 and its path. */
export interface ExactInteger {
  path: string[];
  digits: string;
}

/** So many digits where a number may begin. Most texts have none: they need no second look. */
const MAY_HOLD_UNSAFE = /(?:^|[\s:[,])-?\d{16}/;

/**
 * What `JSON.parse` gives, with a BigInt for each integer beyond 2^53. It must not be deeper than the stack allows.
 * @throws SyntaxError for what is no JSON
 */
export function parseExactly(text: string): unknown {
  // First as it is: what stands in quotes below would be right where a number is not.
  const value: unknown = JSON.parse(text);
  if (!MAY_HOLD_UNSAFE.test(text)) return value;
  const mark = newMark();
  return JSON.parse(quoteUnsafe(text, mark), (_key, inner: unknown) =>
    typeof inner === 'string' && inner.startsWith(mark) ? BigInt(inner.slice(mark.length)) : inner,
  );
}

/** All BigInts of a value of JSON. It must not be deeper than the stack allows. */
export function exactIntegersIn(value: unknown, path: string[] = []): ExactInteger[] {
  if (typeof value === 'bigint') return [{ path, digits: String(value) }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => exactIntegersIn(inner, [...path, key]));
}

/** Whether an integer stands there that `JSON.parse` may have rounded. It must not be deeper than the stack allows. */
export function mayBeRounded(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(mayBeRounded);
}

/** JSON with the digits as text where a BigInt stood. */
export function writeAsText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));
}

/** The value with the digits as text where a BigInt stood: for readers whose JSON has no more than numbers. */
export function bigIntsAsText(value: unknown): unknown {
  return exactIntegersIn(value).length > 0 ? JSON.parse(writeAsText(value)) : value;
}

/** What `JSON.parse` gives, with the digits as text where it would round an integer. @throws SyntaxError as it does. */
export function parseWithoutRounding(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return MAY_HOLD_UNSAFE.test(text) ? JSON.parse(quoteUnsafe(text, '')) : value;
}

/** JSON with the bare digits, as a number, where a BigInt stood. */
export function writeExactly(value: unknown): string {
  const mark = newMark();
  let found = false;
  const text = JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'bigint') return inner;
    found = true;
    return `${mark}${inner}`;
  });
  return found ? text.replace(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1') : text;
}

/** Begins a text that stands for a BigInt in JSON on its way through a writer that knows none. In no text by accident. */
export const newMark = (): string => `${randomUUID()}:`;

/**
 * The value with the integer itself where a text stood that begins with the mark: as a number where that is exact. It must not be
 * deeper than the stack allows.
 */
export function readMarked(value: unknown, mark: string): unknown {
  if (typeof value === 'string') return value.startsWith(mark) ? integerOf(value.slice(mark.length)) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((inner) => readMarked(inner, mark));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readMarked(inner, mark)]));
}

function integerOf(digits: string): unknown {
  if (!/^-?\d+$/.test(digits)) return digits;
  return Number.isSafeInteger(Number(digits)) ? Number(digits) : BigInt(digits);
}

const TEXT_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/** With more digits `JSON.parse` makes it infinite, which becomes null in JSON: it is not rounded. */
const UNSAFE = /^-?\d{16,308}$/;

/** Valid JSON with a text in the place of each integer beyond 2^53: the mark, and its digits. */
const quoteUnsafe = (text: string, mark: string): string =>
  text.replace(TEXT_OR_NUMBER, (token) =>
    UNSAFE.test(token) && !Number.isSafeInteger(Number(token)) ? `"${mark}${token}"` : token,
  );
