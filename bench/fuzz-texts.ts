/** Texts, bytes and JSON that were changed by chance: what every kind of fuzzing takes. */
import fc, { type GeneratorValue } from 'fast-check';

export const pick = <T>(gen: GeneratorValue, values: readonly T[]): T =>
  values[gen(fc.noBias, fc.nat(values.length - 1))] as T;

const evenly = (gen: GeneratorValue, max: number) => gen(fc.noBias, fc.nat(Math.max(0, max)));

/** What is put into a text: ends of languages and of encodings, and what means something to some program. */
const PIECES = [
  '\u0000',
  '\ud800',
  '\ufeff',
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ' ',
  '\n',
  '\r\n',
  '%00',
  '$',
  '=',
  '🔔',
  '\u202e',
  "'",
  ';',
  '-',
  '1e999',
  '__proto__',
  '9'.repeat(30),
];

/** One change: a piece less, a piece more, a piece twice, another character, or the end missing. */
export function changedText(gen: GeneratorValue, text: string): string {
  const from = evenly(gen, text.length);
  const to = Math.min(text.length, from + 1 + evenly(gen, pick(gen, [1, 4, 40])));
  const [before, middle, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  switch (pick(gen, ['less', 'more', 'twice', 'other', 'end', 'case'])) {
    case 'less':
      return before + after;
    case 'more':
      return before + pick(gen, PIECES) + middle + after;
    case 'twice':
      return before + middle + middle + after;
    case 'other':
      return (
        before + String.fromCharCode((middle.charCodeAt(0) || 65) ^ (1 << evenly(gen, 6))) + middle.slice(1) + after
      );
    case 'end':
      return before;
    default:
      return before + (middle === middle.toUpperCase() ? middle.toLowerCase() : middle.toUpperCase()) + after;
  }
}

/** One change of bytes: a bit, a piece less, a piece twice, or bytes that are no UTF-8. */
export function changedBytes(gen: GeneratorValue, bytes: Buffer): Buffer {
  const from = evenly(gen, bytes.length - 1);
  const to = Math.min(bytes.length, from + 1 + evenly(gen, pick(gen, [1, 8, 200])));
  const [before, middle, after] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
  const flipped = Buffer.from(middle);
  if (flipped.length > 0) flipped[0] = (flipped[0] ?? 0) ^ (1 << evenly(gen, 7));
  const strange = Buffer.from([0xff, 0xc0, 0xaf, 0xed, 0xa0, 0x80]);
  return Buffer.concat([before, ...pick(gen, [[flipped], [], [middle, middle], [strange, middle]]), after]);
}

/** What a field may be instead of what it should be. */
const VALUES: readonly unknown[] = [
  ...[null, true, '', ' ', 0, -1, 1.5, 1e21, -0, 2 ** 53, Number.MAX_VALUE, [], {}, [[]], [null], { id: null }],
  ...['\u0000', '\ud800', 'x'.repeat(5_000), '2026-02-30T25:61:61Z', '9999-12-31T23:59:60Z', '+275760-09-13T00:00:00Z'],
  ...[
    '999999999999999999999999',
    '1e400',
    'USD',
    'XXX',
    '€',
    '<script>',
    "'; DROP TABLE events; --",
    '../../etc/passwd',
    '{amount}',
  ],
  ...['payment.failed', 'dispute.opened', 'dispute_won', 'needs_response', 'constructor', '__proto__', 'toString'],
  ...[
    'a@b',
    'a@b.example\r\nBcc: c@d.example',
    'javascript:alert(1)',
    'http://169.254.169.254/',
    -62_135_596_801,
    8.64e15,
  ],
];
const NAMES = ['__proto__', 'constructor', 'toJSON', 'id', 'type', 'data', 'object', 'status', 'created', ''];

/** One change somewhere within: another value, a field gone, a field more, a field under another name. */
export function changedJson(gen: GeneratorValue, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || evenly(gen, 9) === 0) return pick(gen, VALUES);
  if (Array.isArray(value)) {
    const at = evenly(gen, value.length);
    return value.length === 0 ? [pick(gen, VALUES)] : value.toSpliced(at, 1, changedJson(gen, value[at]));
  }
  const entries = Object.entries(value);
  const at = evenly(gen, entries.length - 1);
  const [name, inner] = entries[at] ?? ['', null];
  const changed: [string, unknown][] = pick(gen, [
    [[name, changedJson(gen, inner)]],
    [[name, changedJson(gen, inner)]],
    [[name, pick(gen, VALUES)]],
    [],
    [[pick(gen, NAMES), inner]],
    [
      [name, inner],
      [pick(gen, NAMES), pick(gen, VALUES)],
    ],
  ]);
  return Object.fromEntries(entries.toSpliced(at, 1, ...changed));
}
