/** What may go out again, and what a second look at the rules changes. */
import { makeReason, type Reason } from '../reasons.js';
import type { PlanEntry } from './plan.js';

/** A resend mends what did not arrive. It never repeats what succeeded. */
export const RESENDABLE = ['FAILED', 'BOUNCED', 'UNKNOWN', 'CANCELLED'] as const;
/** A replay to the same targets repeats whatever was tried, successes included. */
export const REPLAYABLE = ['SENT', 'DELIVERED', ...RESENDABLE] as const;

export const REPLAY_MODES = ['SAME_TARGETS', 'REEVALUATE'] as const;
export type ReplayMode = (typeof REPLAY_MODES)[number];

const REFUSALS: Record<string, Reason> = {
  SENT: makeReason('NOT_RESENT_SENT'),
  DELIVERED: makeReason('NOT_RESENT_DELIVERED'),
  PENDING: makeReason('NOT_RESENT_PENDING'),
  DEFERRED: makeReason('NOT_RESENT_DEFERRED'),
  SKIPPED: makeReason('NOT_RESENT_SKIPPED'),
  SUPERSEDED: makeReason('NOT_RESENT_SUPERSEDED'),
};

/** Why a delivery in this state is not sent again; null where it is. */
export function whyNotResent(status: string): Reason | null {
  if ((RESENDABLE as readonly string[]).includes(status)) return null;
  return REFUSALS[status] ?? makeReason('NOT_RESENT');
}

/** States that a second look at the rules leaves alone: nobody is told twice by it. */
const KEPT: ReadonlySet<string> = new Set(['SENT', 'DELIVERED', 'UNKNOWN', 'PENDING', 'DEFERRED']);

/**
 * Of a plan made anew, the entries that change the ledger: who hears of it now and did not before, and new destinations
 * that say no. What was refused before and is refused still keeps its reason. `before`: states by destination.
 */
export function changesOfPlan(entries: readonly PlanEntry[], before: ReadonlyMap<string, string>): PlanEntry[] {
  return entries.filter((entry) => {
    const was = before.get(entry.destinationId);
    if (was === undefined) return entry.recorded;
    return entry.decision !== 'SKIP' && !KEPT.has(was);
  });
}
