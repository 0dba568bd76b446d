/** License keys in the body of a webhook: they are the customer's goods, and whoever reads one can use it. */
import { maskedKey } from './body-fields.js';

const NAME = /^licen[cs]e[_-]?keys?$/i;
/** An object that has it as `key`, beside other things; as a text it is the name of a license, like MIT. */
const HOLDER = /^licen[cs]es?$/i;
/** Dodo's object of one has it as `key`; so has what `license_key` leads to in other bodies. */
const KEY = 'key';

/** Who has so few is counted (`license_keys: 3`); and what is so short stands among other words by chance. */
const [SHORTEST_KEY, SHORTEST_AMONG_WORDS] = [4, 6];

/** The body with each license key masked, wherever in it the same text stands again. It must not be deeper than the stack allows. */
export function maskLicenseKeys(type: string, body: unknown): unknown {
  const found = new Set(keysIn(body, 'NOT'));
  if (type.startsWith('license_key.')) for (const key of keysIn(fieldOf(body, 'data'), 'IS')) found.add(key);
  // The longest first: one may begin with another.
  const keys = [...found].sort((a, b) => b.length - a.length);
  return keys.length === 0 ? body : maskedBody(body, keys, found);
}

/** Whether this is a license key or its object, holds one by the name `key`, or neither. */
type Inside = 'IS' | 'HOLDS' | 'NOT';

function keysIn(value: unknown, inside: Inside): string[] {
  if (typeof value === 'string') return inside === 'IS' && value.trim().length >= SHORTEST_KEY ? [value] : [];
  if (isCounted(value)) return inside === 'IS' && String(value).length >= SHORTEST_KEY ? [String(value)] : [];
  if (Array.isArray(value)) return value.flatMap((item) => keysIn(item, inside));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => keysIn(inner, keyInside(name, inside)));
}

function keyInside(name: string, around: Inside): Inside {
  if (NAME.test(name) || (around !== 'NOT' && name === KEY)) return 'IS';
  return HOLDER.test(name) ? 'HOLDS' : 'NOT';
}

/** A key of digits alone may be written as a number. */
const isCounted = (value: unknown) => typeof value === 'number' || typeof value === 'bigint';

/** A list of a thousand keys is a thousand texts: looking in each for all the others would take seconds. */
function maskedBody(value: unknown, keys: readonly string[], whole: ReadonlySet<string>): unknown {
  if (typeof value === 'string') {
    const isLikely = ({ length }: string) => length >= SHORTEST_AMONG_WORDS && length <= value.length;
    const among = whole.has(value) ? [value] : keys.filter(isLikely);
    return among.reduce((text, key) => text.replaceAll(key, () => maskedKey(key) ?? ''), value);
  }
  if (isCounted(value)) return whole.has(String(value)) ? maskedKey(String(value)) : value;
  if (Array.isArray(value)) return value.map((item) => maskedBody(item, keys, whole));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, maskedBody(inner, keys, whole)]));
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
