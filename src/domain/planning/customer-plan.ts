/** Whether the merchant's customer gets an e-mail of their own for an event. Knows nothing of the team's preferences. */
import { canReceiveMail } from '../mail-domain.js';
import { makeReason, type Reason } from '../reasons.js';
import type { PlanEntry, PlannableEvent } from './plan.js';

export interface TellableCustomer {
  /** Stated by the event, else by the newest event of the same customer; null where none states one. */
  address: string | null;
  /** Where none states one: the payment provider can be asked when the e-mail is sent. */
  askable: boolean;
  /** The switch of the business for customer e-mails of this event type; on unless somebody turned it off. */
  enabled: boolean;
  /** The event by which another source of the same account told them the same; null where none did. */
  toldBy: string | null;
}

/** It has no destination, and nothing holds it: quiet hours and digests are the team's. */
export type CustomerPlanEntry = Pick<PlanEntry, 'decision' | 'status' | 'reason'>;

/**
 * The rules in their order: the switch, test mode, superseded, the address. Null where this event type has no customer
 * e-mail; else the entry is always worth a row, since somebody will ask whether the customer was told.
 */
export function planCustomer(event: PlannableEvent, customer: TellableCustomer): CustomerPlanEntry | null {
  if (!event.entry?.audiences.includes('CUSTOMER')) return null;
  const skip = (reason: Reason): CustomerPlanEntry => ({ decision: 'SKIP', status: 'SKIPPED', reason });
  if (!customer.enabled) return skip(makeReason('CUSTOMER_OFF'));
  if (event.test) return skip(makeReason('CUSTOMER_TEST_MODE'));
  if (event.unreadable) return skip(makeReason('UNREADABLE'));
  const by = event.supersededBy ?? customer.toldBy;
  if (by) return { ...skip(makeReason('TOLD_BEFORE', { by })), status: 'SUPERSEDED' };
  if (customer.address === null && customer.askable)
    return { decision: 'SEND', status: 'PENDING', reason: makeReason('CUSTOMER_ADDRESS_ASKED') };
  if (customer.address === null) return skip(makeReason('CUSTOMER_ADDRESS_UNKNOWN'));
  if (!isMailable(customer.address)) return skip(makeReason('CUSTOMER_ADDRESS_UNUSABLE'));
  return { decision: 'SEND', status: 'PENDING', reason: makeReason('CUSTOMER_ON') };
}

/**
 * One bare address (RFC 5321: 254 characters) of a domain that mail can arrive at: line ends, a second address or a name
 * would be a mail to somebody else.
 */
export function isMailable(address: string): boolean {
  const domain = /^[^\s\p{Cc}@,;:<>()[\]"\\]+@([^@]+)$/u.exec(address)?.[1];
  return domain !== undefined && address.length <= 254 && canReceiveMail(domain);
}
