/** What the signature schemes have in common: finding a header, freshness, comparing in constant time. */
import { timingSafeEqual } from 'node:crypto';
import { makeReason, type Reason, type ReasonParams } from '../../domain/reasons.js';
import type { SignedRequest } from './signed-request.js';

// The reference libraries of Standard Webhooks reject both ways, stripe-node only what is too old; we reject both ways.
const TOLERANCE_SECONDS = 300;
// A header full of signatures must not cost unlimited work; a rotation needs two.
const MOST_SIGNATURES = 10;

/**
 * A header by its name in lower case, null where it is missing or empty; repetitions are joined as Node joins them, and one that a
 * proxy doubled is one.
 */
export function header(request: SignedRequest, name: string): string | null {
  const key = Object.keys(request.headers).find((candidate) => candidate.toLowerCase() === name);
  const value = key === undefined ? undefined : request.headers[key];
  const joined = Array.isArray(value) ? value.filter((one) => typeof one === 'string').join(', ') : value;
  if (typeof joined !== 'string' || joined === '') return null;
  const [first = '', ...more] = joined.split(', ');
  return more.every((one) => one === first) ? first : joined;
}

/** Unix seconds, as senders write them. */
export function unixSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

/** Why a timestamp (of this delivery attempt, in unix seconds) is refused; null where it is fresh. */
export function staleness(stamp: string, where: ReasonParams['STAMP_INVALID'], now: Date): Reason | null {
  if (!/^\d{1,12}$/.test(stamp)) return makeReason('STAMP_INVALID', where);
  const age = unixSeconds(now) - Number(stamp);
  if (age > TOLERANCE_SECONDS) return makeReason('STAMP_TOO_OLD', { seconds: age, most: TOLERANCE_SECONDS });
  if (age < -TOLERANCE_SECONDS) return makeReason('STAMP_AHEAD', { seconds: -age, most: TOLERANCE_SECONDS });
  return null;
}

/** Whether one of the first ten given signatures is an expected one; each comparison takes constant time. */
export function anySignatureMatches(given: readonly string[], expected: readonly string[]): boolean {
  const candidates = given.slice(0, MOST_SIGNATURES).map((signature) => Buffer.from(signature));
  return expected.some((signature) => {
    const wanted = Buffer.from(signature);
    return candidates.some((bytes) => bytes.length === wanted.length && timingSafeEqual(bytes, wanted));
  });
}
