/**
 * Ids are UUIDv7 written as a prefix and 26 base-32 characters (`evt_01j…`, the TypeID form).
 * They sort by time as text, so an id is also a cursor. See docs/decisions/0001.
 */
export const ID_PREFIXES = {
  business: 'bus',
  apiKey: 'key',
  auditEntry: 'aud',
  source: 'src',
  event: 'evt',
  recipient: 'rcp',
  destination: 'dst',
  delivery: 'dlv',
  attempt: 'att',
  notification: 'ntf',
  rejectedRequest: 'rej',
  transformationFailure: 'tfl',
  dispute: 'dsp',
  erasure: 'ers',
  signIn: 'sgn',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Writes the 16 bytes of a UUID as 26 characters of Crockford base 32, after `prefix_`. */
export function encodeId(kind: IdKind, bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new RangeError(`An id has 16 bytes, not ${bytes.length}`);
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  let text = '';
  for (let i = 0; i < 26; i++) {
    text = ALPHABET[Number(value & 31n)] + text;
    value >>= 5n;
  }
  return `${ID_PREFIXES[kind]}_${text}`;
}

/** What every id of this kind made at `at` or later sorts at or after: the bound of a search in time. */
export function earliestId(kind: IdKind, at: Date): string {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(at.getTime()) << 16n);
  return encodeId(kind, bytes);
}

/** The smallest id of this kind that can have been made at this moment (milliseconds since 1970; UUIDv7: 48 bits of it). */
export function firstIdAt(kind: IdKind, at: number): string {
  const bytes = new Uint8Array(16);
  let rest = Math.max(0, Math.min(at, 2 ** 48 - 1));
  for (let i = 5; i >= 0; i--) {
    bytes[i] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return encodeId(kind, bytes);
}

/** When an id was made, milliseconds since 1970: the first ten characters have the 48 bits of it, and two that are 0. */
export function momentOf(id: string): number {
  const digits = id.slice(id.indexOf('_') + 1).slice(0, 10);
  return [...digits].reduce((value, digit) => value * 32 + ALPHABET.indexOf(digit), 0);
}

/** Whether `text` is a well-formed id of this kind. */
export function isId(kind: IdKind, text: string): boolean {
  return new RegExp(`^${ID_PREFIXES[kind]}_[0-7][${ALPHABET}]{25}$`).test(text);
}

/** The kind that an id says it is of, or null where it is no id of ours. */
export function kindOfId(text: string): IdKind | null {
  const prefix = text.slice(0, text.indexOf('_'));
  const found = (Object.keys(ID_PREFIXES) as IdKind[]).find((kind) => ID_PREFIXES[kind] === prefix);
  return found && isId(found, text) ? found : null;
}
