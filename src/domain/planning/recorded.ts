/** What the ledger says of an event and a destination: what was decided then, or why nothing stands there. */
import { momentOf } from './explain.js';

interface RecordedDelivery {
  status: string;
  /** What the plan said. */
  because: string;
  /** What became of it later; null where that is all. */
  reason: string | null;
  createdAt: Date;
  settledAt: Date | null;
}

export interface Recorded {
  /** Null where there is none. */
  delivery: RecordedDelivery | null;
  event: { status: string; statusReason: string | null; plannedAt: Date | null };
  /** Null where it is not removed. */
  removedAt: Date | null;
  /** Whether the destination came after the event was planned. */
  addedLater: boolean;
  /** IANA zone for the moments in the words. */
  timeZone: string;
}

/** `outcome` is the status of the delivery, or NOTHING. */
export function recordedThen(recorded: Recorded): { outcome: string; detail: string } {
  const { delivery, timeZone } = recorded;
  if (!delivery) return { outcome: 'NOTHING', detail: `nothing is recorded: ${whyNothing(recorded)}` };
  const { status, because, reason, createdAt, settledAt } = delivery;
  const planned = `planned on ${momentOf(createdAt, timeZone)}: ${because}`;
  const since = settledAt ? `${status} since ${momentOf(settledAt, timeZone)}` : status;
  const more = reason && reason !== because ? ` (${reason})` : '';
  return { outcome: status, detail: `${planned}; ${since}${more}` };
}

function whyNothing({ event, removedAt, addedLater, timeZone }: Recorded): string {
  if (event.status === 'FAILED') return `the event was set aside: ${event.statusReason ?? 'it could not be planned'}`;
  if (!event.plannedAt) return 'the event is not planned yet';
  if (removedAt && removedAt < event.plannedAt)
    return `this destination was removed on ${momentOf(removedAt, timeZone)}, before the event was planned`;
  if (addedLater) return 'this destination was added after the event was planned';
  return 'nobody had asked for this event type here when it was planned';
}
