/** Counts what plans decided: each event once, in the call that recorded its plan. */
import { momentOf } from '../../domain/ids.js';
import { decisionWord, eventTypeWord, outcomeWord } from '../../domain/metric-words.js';
import { urgencyOf } from '../../domain/planning/urgency.js';
import type { Metrics } from '../../platform/telemetry/metrics.js';
import { isShownAtOnce, type PlannedDelivery } from './planned-rows.js';

interface PlannedEvent {
  id: string;
  type: string;
}

/** @param recorded the events whose plan this call recorded; what another call recorded is that one's to count */
export function countPlanned(
  metrics: Metrics,
  recorded: ReadonlySet<string>,
  { events, deliveries }: { events: readonly PlannedEvent[]; deliveries: readonly PlannedDelivery[] },
  at: Date,
): void {
  for (const { id, type } of events) if (recorded.has(id)) metrics.count('events', { event_type: eventTypeWord(type) });
  for (const delivery of deliveries) if (recorded.has(delivery.event.id)) countDelivery(metrics, delivery, at);
}

function countDelivery(metrics: Metrics, delivery: PlannedDelivery, at: Date): void {
  const { event, entry, destination } = delivery;
  const channel = destination.channel.toLowerCase();
  metrics.count('planDecisions', { channel, decision: decisionWord(entry) });
  const shown = isShownAtOnce(delivery);
  const outcome = shown ? 'delivered' : outcomeWord(entry.status);
  if (outcome) metrics.count('deliveries', { channel, outcome });
  if (shown)
    metrics.observeMs('eventToDelivered', { channel, class: urgencyOf(event.type) }, at.getTime() - momentOf(event.id));
}
