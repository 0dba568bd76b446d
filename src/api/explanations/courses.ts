/**
 * Real events as a preview plays them once more: each by itself, or all of one dispute in their order, since who is told that it
 * is open is told how it goes on.
 */
import { type DisputeListeners, listenersWith } from '../../core/planning/dispute-listeners.js';
import { type PlanDestination, plannableEventOf, plannablesOf } from '../../core/planning/plan-destinations.js';
import { SAYS_OPEN } from '../../domain/disputes/dispute-message.js';
import { type Facts, NO_FACTS } from '../../domain/facts.js';
import { planEvent } from '../../domain/planning/plan.js';

/** Events that are alike to every rule that can stop one; of a dispute one event. Which moment it is only defers, and drops nothing. */
export interface LookedEvent {
  type: string;
  test: boolean;
  superseded: boolean;
  /** Its body does not carry its type. */
  unreadable: boolean;
  /** What a notice is about; null for all others. */
  entityId: string | null;
  count: number;
  /** Names the dispute that it says something of; null for all others, as is all that follows. */
  course: string | null;
  id: string | null;
  stage: string | null;
  /** The levels of a ladder that its message is for. */
  told: Facts['told'];
  /** Who was told of the dispute before the first of all these events. */
  listeners: DisputeListeners | null;
}

/** What happened one after the other, and how often just so. */
export interface Course {
  events: readonly LookedEvent[];
  /** Of a dispute's events the ids, once for each time that it happened just so. */
  ids: readonly (readonly string[])[];
  count: number;
}

/** Those that are alike are one. */
export function coursesOf(events: readonly LookedEvent[]): Course[] {
  const alone = events.filter(({ course }) => course === null);
  const disputes = groupsOf(
    events.filter(({ course }) => course !== null),
    ({ course }) => String(course),
  );
  const ordered = disputes.map((some) => some.toSorted((a, b) => (String(a.id) < String(b.id) ? -1 : 1)));
  const alike = groupsOf(ordered, (some) => JSON.stringify(some.map(withoutIds)));
  return [
    ...alone.map((event) => ({ events: [event], ids: [], count: event.count })),
    ...alike.map((some) => ({
      events: some[0] ?? [],
      ids: some.map((one) => one.map(({ id }) => String(id))),
      count: some.length,
    })),
  ];
}

function groupsOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

const withoutIds = ({ listeners, ...event }: LookedEvent) => ({
  ...event,
  course: null,
  id: null,
  listeners: Object.entries(listeners ?? {})
    .map(([id, { opened, ended }]) => [id, opened !== null, ended !== null])
    .sort(),
});

interface Rules {
  destinations: readonly PlanDestination[];
  /** What the business chose, by event type. */
  defaults: Record<string, boolean>;
}

/** For each event of a course the ids of the destinations that it reaches, at once or later. */
export function reachedIn({ events }: Course, rules: Rules): string[][] {
  const planned: Planned[] = [];
  return events.map((event) => {
    const entries = planOf(event, planned, rules);
    planned.push(...entries.map((entry) => ({ event, destination: { id: entry.destinationId }, entry })));
    return entries.flatMap(({ decision, destinationId }) => (decision === 'SKIP' ? [] : [destinationId]));
  });
}

interface Planned {
  event: LookedEvent;
  destination: { id: string };
  entry: { status: string };
}

function planOf(event: LookedEvent, before: readonly Planned[], { destinations, defaults }: Rules) {
  const { superseded, unreadable, told, listeners, course } = event;
  const facts: Facts = { ...NO_FACTS, told, unreadable: unreadable ? 'NO_OBJECT' : null };
  // An end counts for its own stage; what says that the dispute is open for all of it.
  const heard = before.filter(({ event: one }) => SAYS_OPEN.includes(one.type) || one.stage === event.stage);
  const named = heard.map((one) => ({ ...one, event: { ...one.event, id: one.event.id ?? '', entityId: course } }));
  const known = { ...event, id: event.id ?? '', entityId: course, disputeListeners: listeners };
  const disputeListeners = listenersWith(known, named);
  const open = plannablesOf({ type: event.type, facts, disputeListeners }, destinations, defaults).map(
    // Quiet hours and digests hold and never drop: without them no moment is asked about.
    ({ plannable }) => ({ ...plannable, quietHours: null, digest: null }),
  );
  const supersededBy = superseded ? 'an earlier event' : null;
  return planEvent(plannableEventOf({ ...event, facts, supersededBy }), open, new Date(0));
}
