/**
 * Stripe's signatures: HMAC-SHA256 over `<t>.<body>`, keyed with the secret as it is written, prefix included.
 * Own code because stripe-node lets timestamps in the future pass. https://docs.stripe.com/webhooks/signature
 */
import { createHmac, randomBytes } from 'node:crypto';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { ENGLISH } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';
import { anySignatureMatches, header, staleness, unixSeconds } from '../../platform/signatures/signature.js';
import type { SignedRequest, Verdict } from '../../platform/signatures/signed-request.js';

/** A fresh secret, like Stripe's own: `whsec_` and 32 hexadecimal digits. */
export function newStripeSecret(): string {
  return `whsec_${randomBytes(16).toString('hex')}`;
}

/** Why a secret cannot be used; null where it is fine. */
export function checkStripeSecret(secret: string): Reason | null {
  if (/^[srp]k_/.test(secret)) return makeReason('STRIPE_SECRET_IS_API_KEY');
  if (/^whsec_[\x21-\x7e]{16,250}$/.test(secret)) return null;
  return makeReason('STRIPE_SECRET_INVALID', { least: 16 });
}

/** Checks a request by its header `Stripe-Signature: t=…,v1=…`; of several times the last one counts, as in stripe-node. */
export function verifyStripe(request: SignedRequest, secrets: readonly string[], now: Date): Verdict {
  const value = header(request, 'stripe-signature');
  if (value === null) return { ok: false, reason: makeReason('STRIPE_HEADER_MISSING') };
  // A proxy that joins or folds headers leaves spaces between.
  const entries = value.split(',').map((entry) => entry.trim());
  const stamp = entries.findLast((entry) => entry.startsWith('t='))?.slice('t='.length);
  if (stamp === undefined) return { ok: false, reason: makeReason('STRIPE_STAMP_MISSING') };
  const stale = staleness(stamp, { scheme: 'STRIPE' }, now);
  if (stale !== null) return { ok: false, reason: stale };
  const given = entries.filter((entry) => entry.startsWith('v1='));
  if (given.length === 0) return { ok: false, reason: makeReason('SIGNATURE_LACKS_V1', { scheme: 'STRIPE' }) };
  const expected = secrets.map((secret) => stripeSignature(secret, stamp, request.body));
  if (anySignatureMatches(given, expected)) return { ok: true };
  return { ok: false, reason: makeReason('SIGNATURE_WRONG', { secretOf: 'STRIPE' }) };
}

/** The header for a body of our own; the id of the event is in the body. */
export function signStripe(request: { body: Buffer; secret: string; now: Date }): Record<string, string> {
  const wrong = checkStripeSecret(request.secret);
  if (wrong !== null) throw new RangeError(reasonText(ENGLISH, wrong));
  const stamp = String(unixSeconds(request.now));
  return { 'stripe-signature': `t=${stamp},${stripeSignature(request.secret, stamp, request.body)}` };
}

function stripeSignature(secret: string, stamp: string, body: Buffer): string {
  return `v1=${createHmac('sha256', secret).update(`${stamp}.`).update(body).digest('hex')}`;
}
