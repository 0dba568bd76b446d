/** What the rules say of one event for each destination of the team: runs, replays and simulations all ask here. */
import { channelOf } from '../../channels/index.js';
import type { Facts } from '../../domain/facts.js';
import { type PlanEntry, planEvent } from '../../domain/planning/plan.js';
import type { DisputeListeners } from './dispute-listeners.js';
import { type PlanDestination, plannableEventOf, plannablesOf } from './plan-destinations.js';

/** An event as far as it decides who hears of it. */
export interface RuledEvent {
  type: string;
  facts: Facts;
  test: boolean;
  entityId: string | null;
  /** The earlier event that already told this fact. */
  supersededBy: string | null;
  /** Of an event that follows up on a dispute: who was told what of it before. */
  disputeListeners?: DisputeListeners | null;
}

export interface TeamRules {
  destinations: readonly PlanDestination[];
  /** What the business chose, by event type. */
  defaults: Record<string, boolean>;
  /** By chat: its messages in the last minute; absent: none, so that nothing is gathered. */
  recent?: Record<string, number>;
}

export interface TeamPlanEntry {
  destination: PlanDestination;
  entry: PlanEntry;
}

/** One entry for each destination that the event is for, in the order given. */
export function planForTeam(
  event: RuledEvent,
  { destinations, defaults, recent = {} }: TeamRules,
  now: Date,
): TeamPlanEntry[] {
  const asked = plannablesOf(event, destinations, defaults);
  const entries = planEvent(
    plannableEventOf(event),
    asked.map(({ destination, plannable }) =>
      channelOf(destination.channel).gathers ? { ...plannable, recent: recent[destination.id] ?? 0 } : plannable,
    ),
    now,
  );
  return asked.flatMap(({ destination }, i) => {
    const entry = entries[i];
    return entry ? [{ destination, entry }] : [];
  });
}
