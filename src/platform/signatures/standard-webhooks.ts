/**
 * Standard Webhooks (symmetric, `v1`): HMAC-SHA256 over `<id>.<timestamp>.<body>` with the base64-decoded secret.
 * Own code and not the package, because that decodes the body to text first and reads `1793697262abc` as a timestamp.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { ENGLISH } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';
import { anySignatureMatches, header, staleness, unixSeconds } from './signature.js';
import type { SignedRequest, Verdict } from './signed-request.js';

const PREFIX = 'whsec_';
const SHORTEST_KEY = 24;
const LONGEST_KEY = 64;

/** A fresh secret: 32 random bytes as `whsec_` and base64. */
export function newStandardSecret(): string {
  return PREFIX + randomBytes(32).toString('base64');
}

/** Why a secret cannot be used; null where it is fine. */
export function checkStandardSecret(secret: string): Reason | null {
  if (/^wh[sp]k_/.test(secret)) return makeReason('SECRET_ASYMMETRIC');
  const key = decode(secret);
  if (key === null) return makeReason('SECRET_NOT_BASE64');
  if (key.length < SHORTEST_KEY || key.length > LONGEST_KEY)
    return makeReason('SECRET_LENGTH', { bytes: key.length, least: SHORTEST_KEY, most: LONGEST_KEY });
  return null;
}

/** Checks a request. `kind`: of the registry of sources; the sentence about a wrong secret says where its secret is found. */
export function verifyStandardWebhook(
  request: SignedRequest,
  secrets: readonly string[],
  now: Date,
  kind: string,
): Verdict {
  const [id, timestamp, signatures] = standardHeaders(request);
  if (id === null) return headerMissing('webhook-id');
  if (timestamp === null) return headerMissing('webhook-timestamp');
  if (signatures === null) return headerMissing('webhook-signature');
  const stale = staleness(timestamp, { scheme: 'STANDARD' }, now);
  if (stale !== null) return { ok: false, reason: stale };
  // A request sent with the header twice arrives as one, joined by a comma and a space.
  const given = signatures.split(/,? /).filter((entry) => entry.startsWith('v1,'));
  if (given.length === 0) return { ok: false, reason: makeReason('SIGNATURE_LACKS_V1', { scheme: 'STANDARD' }) };
  const expected = secrets.flatMap((secret) => {
    const key = checkStandardSecret(secret) === null ? decode(secret) : null;
    return key === null ? [] : [standardSignature(key, id, timestamp, request.body)];
  });
  if (anySignatureMatches(given, expected)) return { ok: true };
  return { ok: false, reason: makeReason('SIGNATURE_WRONG', { secretOf: kind }) };
}

/**
 * Id, timestamp and signatures. Svix, from which the scheme comes and by which many producers send, says `svix-` for `webhook-`; the
 * three are of one kind, so that none of them can be exchanged for that of another request.
 */
function standardHeaders(
  request: SignedRequest,
): [id: string | null, timestamp: string | null, signatures: string | null] {
  const named = (prefix: string): ReturnType<typeof standardHeaders> => [
    header(request, `${prefix}-id`),
    header(request, `${prefix}-timestamp`),
    header(request, `${prefix}-signature`),
  ];
  const [ours, svix] = [named('webhook'), named('svix')];
  return ours.every((value) => value === null) && svix.every((value) => value !== null) ? svix : ours;
}

/** What its producer calls the request; null where it says nothing. */
export const standardId = (request: SignedRequest): string | null => standardHeaders(request)[0];

/** The three headers of a signed webhook. */
export function signStandardWebhook(request: {
  id: string;
  body: Buffer;
  secret: string;
  now: Date;
}): Record<string, string> {
  const wrong = checkStandardSecret(request.secret);
  const key = decode(request.secret);
  if (wrong !== null || key === null)
    throw new RangeError(wrong ? reasonText(ENGLISH, wrong) : 'The secret cannot be read.');
  const timestamp = String(unixSeconds(request.now));
  return {
    'webhook-id': request.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': standardSignature(key, request.id, timestamp, request.body),
  };
}

function standardSignature(key: Buffer, id: string, timestamp: string, body: Buffer): string {
  return `v1,${createHmac('sha256', createSecretKey(key)).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}

function decode(secret: string): Buffer | null {
  const encoded = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret;
  const key = Buffer.from(encoded, 'base64');
  // Node skips characters that are no base64: only if encoding gives the same text was the secret read completely.
  return key.toString('base64') === encoded ? key : null;
}

const headerMissing = (header: string): Verdict => ({
  ok: false,
  reason: makeReason('SIGNATURE_HEADER_MISSING', { header }),
});
