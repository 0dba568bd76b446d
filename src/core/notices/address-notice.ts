import { maskedAddress } from '../../domain/masked-address.js';
import type { Notice } from '../../domain/notice.js';
import type { Reason } from '../../domain/reasons.js';

export interface SuppressedDestination {
  id: string;
  businessId: string;
  label: string;
  reason: Reason;
}

/** That nothing more goes to an address. */
export function suppressedNotice({ id, businessId, label, reason }: SuppressedDestination, at: Date): Notice {
  // The notice goes to endpoints, too: enough of an address to recognise it.
  const about = [maskedAddress(label)];
  const transition = `ended:${id}:${at.toISOString()}`;
  return { businessId, type: 'tocsin.address_suppressed', transition, at, about, subjectId: id, reason };
}
