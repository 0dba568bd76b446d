/** What the ledger says of an event and a destination: what was decided then, or why nothing stands there. */
import { makeReason, type Reason, zonedMoment } from '../reasons.js';

interface RecordedDelivery {
  status: string;
  /** What the plan said. */
  because: Reason;
  /** What became of it later; null where that is all. */
  reason: Reason | null;
  createdAt: Date;
  settledAt: Date | null;
}

export interface Recorded {
  /** Null where there is none. */
  delivery: RecordedDelivery | null;
  event: { status: string; statusReason: Reason | null; plannedAt: Date | null };
  /** Null where it is not removed. */
  removedAt: Date | null;
  /** Whether the destination came after the event was planned. */
  addedLater: boolean;
  /** IANA zone for the moments in the reasons. */
  timeZone: string;
}

/** `outcome` is the status of the delivery, or NOTHING. */
export function recordedThen(recorded: Recorded): { outcome: string; detail: Reason } {
  const { delivery, timeZone } = recorded;
  if (!delivery) return { outcome: 'NOTHING', detail: makeReason('NOT_RECORDED', { why: whyNothing(recorded) }) };
  const { status, because, reason, createdAt, settledAt } = delivery;
  const detail = makeReason('RECORDED', {
    planned: zonedMoment(createdAt, timeZone),
    because,
    status,
    since: settledAt && zonedMoment(settledAt, timeZone),
    // A plan that ends a delivery writes its reason to both.
    reason: reason?.code === because.code ? null : reason,
  });
  return { outcome: status, detail };
}

function whyNothing({ event, removedAt, addedLater, timeZone }: Recorded): Reason {
  if (event.status === 'FAILED') return makeReason('EVENT_SET_ASIDE', { why: event.statusReason });
  if (!event.plannedAt) return makeReason('EVENT_NOT_PLANNED');
  if (removedAt && removedAt < event.plannedAt)
    return makeReason('REMOVED_BEFORE_PLAN', { on: zonedMoment(removedAt, timeZone) });
  return addedLater ? makeReason('ADDED_AFTER_PLAN') : makeReason('NOBODY_ASKED');
}
