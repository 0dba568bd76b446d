/** The timeline of a case: its facts, and between them what became of telling each. */
import { type FactEntry, type Ledger, type TimelineEntry, timelineOf } from '../../domain/timeline.js';
import type { DisputeEvent } from './dispute.loader.js';

/** Of an event among others, that it was received and planned tells nobody anything. */
const OWN_STEPS: ReadonlySet<string> = new Set(['RECEIVED', 'PLANNED']);

/** Oldest first. `ledgers`: of the events, in their order; null where one is not kept. */
export function disputeTimeline(
  events: readonly DisputeEvent[],
  ledgers: readonly (Ledger | null)[],
): (TimelineEntry | FactEntry)[] {
  const entries = events.flatMap((event, at): (TimelineEntry | FactEntry)[] => {
    const ledger = ledgers[at];
    const steps = ledger ? timelineOf(ledger).filter(({ kind }) => !OWN_STEPS.has(kind)) : [];
    return [factEntry(event), ...steps];
  });
  return entries.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function factEntry({ type, facts, test, occurredAt }: DisputeEvent): FactEntry {
  return { at: occurredAt, kind: 'FACT', deliveryId: null, actor: facts.by ?? null, event: { type, facts, test } };
}
