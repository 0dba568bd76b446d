/** What a dispute of Dodo Payments says, whatever the event is called. */
import { estimatedDeadline } from '../../domain/disputes/deadline.js';
import { NO_DISPUTE_BODY, statusOfType } from '../../domain/disputes/dispute-facts.js';
import type { Facts } from '../../domain/facts.js';
import * as read from '../body-fields.js';

export const DISPUTE_TYPES = ['opened', 'challenged', 'won', 'lost', 'accepted', 'expired', 'cancelled'].map(
  (status) => `dispute.${status}`,
);

/** The catalogue's type for the state that a dispute's body says; where it says none, the event's own. */
export function dodoDisputeType(type: string, data: read.Json): string {
  const said = `dispute.${dodoDisputeStatus(data)}`;
  const current = DISPUTE_TYPES.includes(said) ? said : type;
  return current === 'dispute.opened' && read.flag(data, 'is_resolved_by_rdr') === true ? 'dispute.closed' : current;
}

/** Dodo states no deadline: it is counted from the creation, never from the receipt, since an event can come a day late. */
export function dodoDisputeFacts(
  type: string,
  data: read.Json,
  { occurredAt, receivedAt }: { occurredAt: string; receivedAt: Date },
): Partial<Facts> {
  if (!type.startsWith('dispute.')) return {};
  // An event of a name that we do not know says the state as any other does: it moved up, or ended.
  const isState = statusOfType(type) !== 'OTHER';
  const status = statusOfType(isState ? type : dodoDisputeType(type, data));
  const open = status === 'OPEN';
  // A status that we do not know may be one in which nothing is to be answered: it is told, and no clock runs.
  const clock = open && ['opened', null].includes(dodoDisputeStatus(data));
  const createdAt = creationOf(data, receivedAt);
  return {
    ...(clock ? { respondBy: estimatedDeadline(createdAt ?? occurredAt), respondByEstimated: true } : {}),
    dispute: {
      ...NO_DISPUTE_BODY,
      status,
      stage: disputeStage(data),
      createdAt,
      due: clock ? 'ESTIMATED' : 'UNSTATED',
      processor: ownProcessor(data),
      quietType: isState ? null : type,
    },
  };
}

/** None where it lies ahead (a zone's own time that is called UTC): its reminders would all come too late. */
function creationOf(data: read.Json, receivedAt: Date): string | null {
  const createdAt = read.instant(data, 'created_at');
  return createdAt !== null && Date.parse(createdAt) <= receivedAt.getTime() ? createdAt : null;
}

/** Merchants may bring their own, `stripe` or `adyen`: what is known of Dodo's time to answer does not hold there. */
function ownProcessor(data: read.Json): string | null {
  const name = read.text(data, 'payment_provider');
  return name === null || name.toLowerCase() === 'dodo' ? null : name.charAt(0).toUpperCase() + name.slice(1);
}

export const disputeStage = (data: read.Json) => read.text(data, 'dispute_stage')?.toLowerCase() ?? null;

/** Without its prefix: `lost`. */
export function dodoDisputeStatus(data: read.Json): string | null {
  return (
    read
      .text(data, 'dispute_status')
      ?.toLowerCase()
      .replace(/^dispute_/, '') || null
  );
}
