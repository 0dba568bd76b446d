/** What is to become of one event: for each destination one decision with its reason. Returns data, sends nothing. */
import type { EventTypeEntry } from '../catalogue/entry.js';
import { STORM_AFTER, stormEnd } from '../health/health.js';
import { makeReason, type Reason } from '../reasons.js';
import { type Digest, digestWindowEnd } from './digest.js';
import { decidePreference, type PreferenceLayers } from './precedence.js';
import { type QuietHours, quietUntil } from './quiet-hours.js';

export const DECISIONS = ['SEND', 'DEFER', 'SKIP'] as const;
export type Decision = (typeof DECISIONS)[number];

export interface PlannableEvent {
  type: string;
  /** Null where the catalogue does not know the type. */
  entry: EventTypeEntry | null;
  test: boolean;
  /** The earlier event that already told this fact. */
  supersededBy: string | null;
  /** Its body does not carry its type: told to nobody as a fact. */
  unreadable?: boolean;
  /** The destination that a notice of ours tells of: it does not hear of itself where others do. */
  about?: string | null;
}

export interface PlannableDestination extends PreferenceLayers {
  id: string;
  enabled: boolean;
  suppressed: boolean;
  /** Where we switched it off, or its reader did; null otherwise. */
  disabledReason: Reason | null;
  /** Whether its channel rings at a person (e-mail, push), rather than in a list or at a machine. */
  rings: boolean;
  /** Of the person behind it; null where there are none. */
  quietHours: QuietHours | null;
  /** Null: each event at once. */
  digest: Digest | null;
  /** IANA zone that both are told in. */
  timeZone: string;
  /** It gets bodies as they came, also those that do not carry their type. */
  takesUnreadable?: boolean;
  /** The event that told this destination the same outcome of a dispute; absent or null: none did. */
  toldBy?: string | null;
  /** Messages to it in the last minute, where its channel gathers what are too many; absent: it does not. */
  recent?: number;
}

export const HOLDS = ['QUIET_HOURS', 'DIGEST', 'STORM', 'RETRY', 'REPLAY'] as const;
/**
 * What holds a delivery: what quiet hours held goes out one by one, what a digest or a storm holds as one message. RETRY and REPLAY:
 * somebody asked that it goes out again.
 */
export type Hold = (typeof HOLDS)[number];
type PlannedHold = Exclude<Hold, 'RETRY' | 'REPLAY'>;

export interface PlanEntry {
  destinationId: string;
  decision: Decision;
  /** The status that the delivery starts with. */
  status: 'PENDING' | 'DEFERRED' | 'SKIPPED' | 'SUPERSEDED';
  reason: Reason;
  /** When it goes out and what holds it until then; null unless it is DEFERRED. */
  held: { by: PlannedHold; dueAt: Date } | null;
  /** False where nobody ever asked for it: such an entry is not worth a row. */
  recorded: boolean;
}

/** One entry per destination, in the order given. `now` decides about quiet hours and digests only. */
export function planEvent(
  event: PlannableEvent,
  destinations: readonly PlannableDestination[],
  now: Date,
): PlanEntry[] {
  const entries = destinations.map((destination) => planDestination(event, destination, now));
  if (!event.about) return entries;
  const others = entries.some((entry) => entry.destinationId !== event.about && entry.decision !== 'SKIP');
  // “Slack is failing”, sent to Slack, would fail too; but a hopeless try is better than nobody.
  return entries.map((entry) => (others && entry.destinationId === event.about ? skipAboutItself(entry) : entry));
}

function skipAboutItself(entry: PlanEntry): PlanEntry {
  if (entry.decision === 'SKIP') return entry;
  return {
    ...entry,
    decision: 'SKIP',
    status: 'SKIPPED',
    reason: makeReason('ABOUT_ITSELF'),
    held: null,
  };
}

function planDestination(event: PlannableEvent, destination: PlannableDestination, now: Date): PlanEntry {
  const { enabled, source, rule } = decidePreference(event.entry, destination);
  const because = rule ?? source;
  const skip = (reason: Reason, recorded = true): PlanEntry => ({
    destinationId: destination.id,
    decision: 'SKIP',
    status: 'SKIPPED',
    reason,
    held: null,
    recorded,
  });
  const asked = enabled || source !== 'CATALOGUE';
  if (!destination.enabled) return skip(makeReason('DESTINATION_OFF', { why: destination.disabledReason }), asked);
  if (destination.suppressed) return skip(whySuppressed(destination), asked);
  if (!enabled) return skip(makeReason('OFF', { source }), asked);
  if (event.test && destination.rings) return skip(makeReason('TEST_MODE'));
  if (event.unreadable && !destination.takesUnreadable) return skip(makeReason('UNREADABLE'));
  const by = event.supersededBy ?? destination.toldBy;
  if (by) return { ...skip(makeReason('TOLD_BEFORE', { by })), status: 'SUPERSEDED' };
  const on = { destinationId: destination.id, recorded: true };
  const held = holdOf(event, destination, now);
  if (!held) return { ...on, decision: 'SEND', status: 'PENDING', reason: makeReason('ON', { source: because }), held };
  const reason = makeReason('HELD', { source: because, by: held.by, until: null });
  return { ...on, decision: 'DEFER', status: 'DEFERRED', reason, held };
}

/** Its reader's own word, or what the carriers said of it. */
export const whySuppressed = ({ disabledReason }: Pick<PlannableDestination, 'disabledReason'>): Reason =>
  disabledReason ?? makeReason('SUPPRESSED');

/**
 * Quiet hours hold whatever rings, but for critical events; a digest gathers INFO events only. A digest whose window
 * ends in quiet hours goes out when these end, and so does all that was gathered meanwhile: as one. A chat that had as many
 * messages as people can read gets the next ones as one, too.
 */
function holdOf(event: PlannableEvent, destination: PlannableDestination, now: Date): PlanEntry['held'] {
  const { quietHours, digest, timeZone } = destination;
  const severity = event.entry?.severity ?? 'INFO';
  if (severity === 'CRITICAL') return null;
  const quietAt = (at: Date) => (quietHours && destination.rings ? quietUntil(at, quietHours, timeZone) : null);
  if (digest && severity === 'INFO') {
    const end = digestWindowEnd(now, digest, timeZone);
    return { by: 'DIGEST', dueAt: quietAt(end) ?? end };
  }
  const until = quietAt(now);
  if (until) return { by: 'QUIET_HOURS', dueAt: until };
  return (destination.recent ?? 0) >= STORM_AFTER ? { by: 'STORM', dueAt: stormEnd(now) } : null;
}
