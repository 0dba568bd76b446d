/** What is to become of one event: for each destination one decision with its reason. Returns data, sends nothing. */
import type { EventTypeEntry } from './catalogue/entry.js';
import { decidePreference, type PreferenceSource, type Switches } from './precedence.js';

export const DECISIONS = ['SEND', 'DEFER', 'SKIP'] as const;
export type Decision = (typeof DECISIONS)[number];

export interface PlannableEvent {
  type: string;
  /** Null where the catalogue does not know the type. */
  entry: EventTypeEntry | null;
  test: boolean;
  /** The earlier event that already told this fact. */
  supersededBy: string | null;
}

export interface PlannableDestination extends Switches {
  id: string;
  enabled: boolean;
  suppressed: boolean;
  disabledReason: string | null;
  /** Whether its channel rings at a person (e-mail, push), rather than in a list or at a machine. */
  rings: boolean;
}

export interface PlanEntry {
  destinationId: string;
  decision: Decision;
  /** The status that the delivery starts with. */
  status: 'PENDING' | 'SKIPPED' | 'SUPERSEDED';
  reason: string;
  /** False where nobody ever asked for it: such an entry is not worth a row. */
  recorded: boolean;
}

const SOURCE_WORDS: Record<PreferenceSource, string> = {
  EXPLICIT: 'chosen for this destination',
  ROLE: 'by the roles of this person',
  BUSINESS: 'by the default of this business',
  CATALOGUE: 'by the catalogue',
};

/** One entry per destination, in the order given. */
export function plan(event: PlannableEvent, destinations: readonly PlannableDestination[]): PlanEntry[] {
  return destinations.map((destination) => planOne(event, destination));
}

function planOne(event: PlannableEvent, destination: PlannableDestination): PlanEntry {
  const { enabled, source } = decidePreference(event.entry, destination);
  const because = SOURCE_WORDS[source];
  const skip = (reason: string, recorded = true): PlanEntry => ({
    destinationId: destination.id,
    decision: 'SKIP',
    status: 'SKIPPED',
    reason,
    recorded,
  });
  const asked = enabled || source !== 'CATALOGUE';
  if (!destination.enabled) {
    const why = destination.disabledReason ? `: ${destination.disabledReason}` : '';
    return skip(`this destination is switched off${why}`, asked);
  }
  if (destination.suppressed) return skip('this address is suppressed: mail to it bounced or was refused', asked);
  if (!enabled) return skip(`off, ${because}`, asked);
  if (event.test && destination.rings) return skip('test-mode event: it is listed, but rings at nobody');
  if (event.supersededBy) {
    return { ...skip(`already told by ${event.supersededBy}`), status: 'SUPERSEDED' };
  }
  return {
    destinationId: destination.id,
    decision: 'SEND',
    status: 'PENDING',
    reason: `on, ${because}`,
    recorded: true,
  };
}
