/** What became of plans and deliveries in the words of metrics: closed sets, coarser than statuses and reasons. */
import { findEventType } from './catalogue/index.js';
import type { Hold, PlanEntry } from './planning/plan.js';

type Decided = Pick<PlanEntry, 'status' | 'reason'> & { held: { by: Hold } | null };

export type DecisionWord = 'send' | 'hold' | 'digest' | 'off' | 'suppressed' | 'superseded';
export type OutcomeWord = 'delivered' | 'failed' | 'suppressed' | 'superseded' | 'unknown';

export function decisionWord({ status, reason, held }: Decided): DecisionWord {
  if (status === 'PENDING') return 'send';
  if (status === 'SUPERSEDED') return 'superseded';
  if (held) return held.by === 'QUIET_HOURS' ? 'hold' : 'digest';
  return reason.code === 'OFF' || reason.code === 'DESTINATION_OFF' ? 'off' : 'suppressed';
}

/** The word for a status that a delivery ends with. Null: it has not ended. */
export function outcomeWord(status: string): OutcomeWord | null {
  switch (status) {
    case 'SENT':
    case 'DELIVERED':
      return 'delivered';
    case 'FAILED':
      return 'failed';
    case 'UNKNOWN':
      return 'unknown';
    case 'SUPERSEDED':
      return 'superseded';
    case 'SKIPPED':
    case 'CANCELLED':
      return 'suppressed';
    default:
      return null;
  }
}

/** Types that the catalogue does not know come from outside, as many as somebody likes. */
export const eventTypeWord = (type: string): string => (findEventType(type) ? type : 'other');
