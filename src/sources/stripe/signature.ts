/**
 * Stripe's signatures: HMAC-SHA256 over `<t>.<body>`, keyed with the secret as it is written, prefix included.
 * Own code because stripe-node lets timestamps in the future pass. https://docs.stripe.com/webhooks/signature
 */
import { createHmac, randomBytes } from 'node:crypto';
import { anySignatureMatches, header, staleness, unixSeconds } from '../../platform/signatures/signature.js';
import type { SignedRequest, Verdict } from '../../platform/signatures/signed-request.js';

/** A fresh secret, like Stripe's own: `whsec_` and 32 hexadecimal digits. */
export function newStripeSecret(): string {
  return `whsec_${randomBytes(16).toString('hex')}`;
}

/** Why a secret cannot be used, as a sentence; null where it is fine. */
export function checkStripeSecret(secret: string): string | null {
  if (/^[srp]k_/.test(secret)) {
    return 'This is an API key: use the signing secret of the webhook endpoint, which begins with whsec_.';
  }
  if (/^whsec_[\x21-\x7e]{16,250}$/.test(secret)) return null;
  return 'The secret is not whsec_ followed by at least 16 characters: copy it whole, without spaces or line breaks.';
}

/** Checks a request by its header `Stripe-Signature: t=…,v1=…`. */
export function verifyStripe(request: SignedRequest, secrets: readonly string[], now: Date): Verdict {
  const value = header(request, 'stripe-signature');
  if (value === null) {
    return {
      ok: false,
      reason:
        'The header Stripe-Signature is missing or empty: Stripe sets it on every webhook, so the sender is another one or a proxy removed it.',
    };
  }
  const entries = value.split(',').map((entry) => entry.trim());
  const stamp = entries.find((entry) => entry.startsWith('t='))?.slice('t='.length);
  if (stamp === undefined)
    return { ok: false, reason: 'The header Stripe-Signature holds no timestamp, which looks like t=<unix seconds>.' };
  const stale = staleness(stamp, 'The t= entry of the header Stripe-Signature', now);
  if (stale !== null) return { ok: false, reason: stale };
  const given = entries.filter((entry) => entry.startsWith('v1='));
  if (given.length === 0) {
    return {
      ok: false,
      reason: 'The header Stripe-Signature holds no v1 signature, which looks like v1=<hexadecimal digits>.',
    };
  }
  const expected = secrets.map((secret) => signature(secret, stamp, request.body));
  if (anySignatureMatches(given, expected)) return { ok: true };
  return {
    ok: false,
    reason:
      "No signature matches, most likely because the secret is another one: copy the signing secret of this very endpoint from Stripe's dashboard (each endpoint has its own, test and live mode too, and so has `stripe listen`).",
  };
}

/** The header for a body of our own; the id of the event is in the body. */
export function signStripe(request: { body: Buffer; secret: string; now: Date }): Record<string, string> {
  const wrong = checkStripeSecret(request.secret);
  if (wrong !== null) throw new RangeError(wrong);
  const stamp = String(unixSeconds(request.now));
  return { 'stripe-signature': `t=${stamp},${signature(request.secret, stamp, request.body)}` };
}

function signature(secret: string, stamp: string, body: Buffer): string {
  return `v1=${createHmac('sha256', secret).update(`${stamp}.`).update(body).digest('hex')}`;
}
