/** Sends what is said about an address itself, outside of any event. */
import { sendMail } from '../../channels/email.js';
import type { Mail } from '../../channels/rendering/mail.js';
import { PermanentFailure, RetryLater } from '../../domain/failures.js';
import { systemTime } from '../../platform/clock.js';
import type { MailAccess } from '../../platform/outbound/mail-access.js';
import type { LinkedAddress } from '../planning/linked-address.js';

/** How long somebody waits for the answer to a mutation. */
const SEND_MS = 15_000;

/** The failure of a carrier, which says why and whether it may pass; null: it was sent. */
export async function mailToAddress(
  access: MailAccess | null,
  { page, business, destination }: LinkedAddress,
  mail: Mail,
): Promise<PermanentFailure | RetryLater | null> {
  const context = { mail: access, signal: AbortSignal.timeout(SEND_MS), now: systemTime };
  const envelope = { id: destination.id, to: page.address, replyTo: business.brand.replyTo ?? null, headers: {} };
  try {
    await sendMail({ ...envelope, ...mail }, context);
    return null;
  } catch (error) {
    if (error instanceof PermanentFailure || error instanceof RetryLater) return error;
    throw error;
  }
}
