/** A plan as the rows that record it. */
import type { Logger } from 'pino';
import { channelOf } from '../../channels/index.js';
import { type EventToRender, wholeBody } from '../../channels/rendering/texts.js';
import type { Hold, PlanEntry } from '../../domain/planning/plan.js';
import { threadOf } from '../../domain/planning/threads.js';
import { formatterFor } from '../../i18n/formatter.js';
import { newId } from '../../platform/new-id.js';
import { type Overrides, renderEventTexts } from './event-texts.js';
import type { NotificationRow } from './notification.statements.js';
import type { PlannedDeliveryRow } from './plan.statements.js';
import type { PlanDestination } from './plan-destinations.js';

/** A destination; without an id it is the customer of the event, who has none. */
export type DeliveryTarget = Pick<PlanDestination, 'channel' | 'shownAs' | 'recipientId' | 'locale' | 'timeZone'> & {
  id: string | null;
};

interface PlannedEvent extends EventToRender {
  id: string;
}

export interface PlannedDelivery<E extends PlannedEvent = PlannedEvent> {
  id: string;
  event: E;
  destination: DeliveryTarget;
  entry: Pick<PlanEntry, 'status' | 'reason'> & { held: { by: Hold; dueAt: Date | null } | null };
}

/** An in-app item is there at once: there is nothing to send. */
export const isShownAtOnce = ({ destination, entry }: PlannedDelivery): boolean =>
  entry.status === 'PENDING' && isInApp(destination);

export const isInApp = ({ channel }: Pick<PlanDestination, 'channel'>): boolean => channelOf(channel).send === null;

export function deliveryRow(delivery: PlannedDelivery): PlannedDeliveryRow {
  const { id, event, destination, entry } = delivery;
  return {
    id,
    eventId: event.id,
    destinationId: destination.id,
    channel: destination.channel,
    sentTo: destination.shownAs,
    status: isShownAtOnce(delivery) ? 'DELIVERED' : entry.status,
    because: entry.reason,
    dueAt: entry.held?.dueAt ?? null,
    heldBy: entry.held?.by ?? null,
  };
}

/** None where it is not to be seen in the notification centre. `overrides`: the business's own words for this event type. */
export function notificationRows(
  delivery: PlannedDelivery,
  overrides: Overrides | null,
  log: Logger,
): NotificationRow[] {
  const { id: deliveryId, event, destination } = delivery;
  const { recipientId } = destination;
  if (!recipientId || !isShownAtOnce(delivery)) return [];
  const texts = renderEventTexts(event, formatterFor(destination), overrides, log);
  const { title, severity } = texts;
  const row = { id: newId('notification'), recipientId, eventId: event.id, deliveryId, title, severity };
  return [{ ...row, body: wholeBody(texts), thread: threadOf(event.type) }];
}
