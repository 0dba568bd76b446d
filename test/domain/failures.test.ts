// How long a receiver may make us wait.
import fc from 'fast-check';
import { PermanentFailure, RetryLater, retryAfterMs } from '../../src/domain/failures.js';
import { makeReason } from '../../src/domain/reasons.js';

const NOW = Date.parse('2026-11-10T08:00:00Z');
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe('Retry-After', () => {
  it.each<[header: string | undefined, ms: number | null]>([
    [undefined, null],
    ['', null],
    ['0', SECOND],
    ['1', SECOND],
    ['120', 2 * MINUTE],
    [' 120 ', 2 * MINUTE],
    ['1800', 30 * MINUTE],
    ['1801', 30 * MINUTE],
    ['86400', 30 * MINUTE],
    ['99999999999999999999', 30 * MINUTE],
    ['Tue, 10 Nov 2026 08:05:00 GMT', 5 * MINUTE],
    ['Tuesday, 10-Nov-26 08:05:00 GMT', 5 * MINUTE],
    ['Tue, 10 Nov 2026 07:00:00 GMT', SECOND],
    ['Wed, 11 Nov 2026 08:00:00 GMT', 30 * MINUTE],
  ])('%j means %s ms', (header, ms) => expect(retryAfterMs(header, NOW)).toBe(ms));

  it.each([
    'soon',
    '-5',
    '1.5',
    '1e3',
    '10s',
    'try 9',
    'NaN',
    'Infinity',
    '20:26',
    '0x10',
    '９',
    'Tue, 99 Nov 2026 GMT',
    '5, 5',
  ])('%j cannot be read, so that the usual schedule holds', (header) => expect(retryAfterMs(header, NOW)).toBeNull());

  it('never parks us longer than 30 minutes, nor lets us hammer, whatever it says', () => {
    const headers = fc.oneof(
      fc.nat().map(String),
      fc.string(),
      fc.date({ noInvalidDate: true }).map((d) => d.toUTCString()),
    );
    fc.assert(
      fc.property(headers, (header) => {
        const ms = retryAfterMs(header, NOW);
        return ms === null || (ms >= SECOND && ms <= 30 * MINUTE);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('failures', () => {
  it('are told apart by their class and carry a reason', () => {
    const [unsendable, busy] = [makeReason('MAIL_UNSENDABLE', { error: 'no' }), makeReason('TURN_TOO_FAR')];
    const ended = new PermanentFailure(unsendable, { statusCode: 550 });
    const later = new RetryLater(busy, 5_000, { statusCode: 429 });
    expect(ended).not.toBeInstanceOf(RetryLater);
    expect(later).not.toBeInstanceOf(PermanentFailure);
    expect(ended).toMatchObject({ reason: unsendable, message: 'MAIL_UNSENDABLE', details: { statusCode: 550 } });
    expect(later).toMatchObject({ reason: busy, afterMs: 5_000, details: { statusCode: 429 } });
    expect(new RetryLater(busy, null)).toMatchObject({ afterMs: null, details: {} });
  });
});
