/** All that planning says to PostgreSQL. */
import type { Facts } from '../../domain/facts.js';
import { STORM_AFTER, STORM_WINDOW_MS } from '../../domain/health/health.js';
import type { Hold } from '../../domain/planning/plan.js';
import type { Reason } from '../../domain/reasons.js';
import { namedStatement } from '../../platform/database/statement.js';
import { type DisputeListeners, disputeListeners, OPENING_PENDING } from './dispute-listeners.js';
import { inAppTemplates, type Overrides, templateOverridesBy } from './event-texts.js';
import { NOTIFICATION_COLUMNS, type NotificationRow, SHOW_NOTIFICATIONS } from './notification.statements.js';
import { businessDefaults, customerAddressOf, type PlanDestination, planDestinationsSql } from './plan-destinations.js';
import { supersededBy } from './superseded.js';

export interface TakeEventsParams {
  eventIds: readonly string[];
  workflowId: string;
  /** Event types that customers are told of, too. */
  customerTypes: readonly string[];
  /** Channels whose messages are gathered where there are too many … */
  chats: readonly string[];
  /** … and the delivery id from which on they are counted. */
  recentFrom: string;
}

/** An event that is to be planned. */
export interface PlannableRow {
  id: string;
  type: string;
  facts: Facts;
  test: boolean;
  entityId: string | null;
  planned: boolean;
  supersededBy: string | null;
  /** Null for an event that follows up on no dispute. */
  disputeListeners: DisputeListeners | null;
  /** Another run is about to tell of the dispute's opening: who hears of it is known only then. */
  openingPending: boolean;
  /** Null also where customers are told nothing of this type. */
  customerAddress: string | null;
  /** Its provider can be asked where the customer is reached. */
  customerAskable: boolean;
  customerOff: boolean;
  /** The event by which another source told the customer the same; null where none did. */
  customerToldBy: string | null;
}

export interface PlanContext {
  businessId: string;
  events: PlannableRow[];
  destinations: PlanDestination[];
  /** What the business chose for the event types of these events. */
  defaults: Record<string, boolean>;
  /** What it wrote for in-app items, by event type; null where it wrote nothing. */
  overrides: Record<string, Overrides> | null;
  /** By chat: its messages in the last minute. What this run adds is counted on. */
  recent: Record<string, number>;
}

/**
 * Takes events for a run and reads everything that decides about them. An event belongs to the first run that takes it, so
 * that a second one (a crash between start and mark) neither plans nor sends it again. From here on the inbox is done with
 * all of them, also with those of another run: if that run is lost, the relay finds them. A body that names no address of
 * its customer (a license key's) gets that of the newest event of the same customer.
 */
export const TAKE_EVENTS = namedStatement<TakeEventsParams, PlanContext>(
  'plan.take',
  `
    WITH mine AS (
      UPDATE events SET workflow_id = $workflowId, status = 'PROCESSING'
      WHERE id = ANY($eventIds) AND (workflow_id IS NULL OR workflow_id = $workflowId) AND status IN ('RECEIVED', 'PROCESSING')
      RETURNING *
    ), dispatched AS (
      UPDATE inbox SET dispatched_at = now() WHERE id = ANY($eventIds) AND dispatched_at IS NULL
    ), plannable AS (
      SELECT m.id, m.type, m.facts, m.test, m.entity_id AS "entityId", m.planned_at IS NOT NULL AS planned, ${supersededBy()} AS "supersededBy",
        ${disputeListeners()} AS "disputeListeners",
        ${OPENING_PENDING} AS "openingPending",${customerAddressOf('$customerTypes')}
      FROM mine m
    ), business AS (
      SELECT b.* FROM businesses b WHERE b.id = (SELECT business_id FROM mine LIMIT 1)
    ), reachable AS (${planDestinationsSql('SELECT type FROM mine')}
    )
    SELECT b.id AS "businessId",
      (SELECT coalesce(json_agg(plannable ORDER BY plannable.id), '[]') FROM plannable) AS events,
      (SELECT coalesce(json_agg(reachable), '[]') FROM reachable) AS destinations,
      ${businessDefaults('SELECT type FROM mine')} AS defaults,
      (SELECT coalesce(json_object_agg(d.id, recent.count), '{}') FROM destinations d, LATERAL (
        SELECT count(*)::integer FROM (SELECT FROM deliveries l WHERE l.destination_id = d.id AND l.id >= $recentFrom AND l.created_at > now() - interval '${STORM_WINDOW_MS} milliseconds'
          AND l.held_by IS NULL AND l.status NOT IN ('SKIPPED', 'SUPERSEDED') LIMIT ${STORM_AFTER}) capped
      ) recent WHERE d.business_id = b.id AND d.channel = ANY($chats) AND d.removed_at IS NULL AND recent.count > 0) AS recent,
      ${templateOverridesBy('event_type', `${inAppTemplates('b.id')} AND t.event_type IN (SELECT type FROM mine)`)} AS overrides
    FROM business b`,
);

interface PlannedEventRow {
  id: string;
  /** How many of its deliveries have no end yet. */
  open: number;
}

/** A delivery as it is planned. */
export interface PlannedDeliveryRow {
  id: string;
  eventId: string;
  /** Null for the customer of the event, who has none. */
  destinationId: string | null;
  channel: string;
  sentTo: string;
  status: 'PENDING' | 'DEFERRED' | 'SKIPPED' | 'SUPERSEDED' | 'DELIVERED';
  because: Reason;
  /** Null unless it is held; of what is held without a time, the moment at which it is recorded. */
  dueAt: Date | null;
  heldBy: Hold | null;
}

/** The columns of `jsonb_to_recordset($deliveries)`: PlannedDeliveryRow. */
export const DELIVERY_COLUMNS = `id text, "eventId" text, "destinationId" text, channel text, "sentTo" text, status text,
        because jsonb, "dueAt" timestamptz, "heldBy" text`;

/** SQL that writes the rows `t` (columns as in PlannedDeliveryRow) that `from` gives, of the business $businessId. */
export const insertDeliveries = (from: string) => `
      INSERT INTO deliveries AS d
        (id, business_id, event_id, destination_id, channel, sent_to, status, because, reason, settled_at, due_at, held_by, audience)
      SELECT t.id, $businessId, t."eventId", t."destinationId", t.channel, t."sentTo", t.status, t.because,
        CASE WHEN t.status IN ('SKIPPED', 'SUPERSEDED', 'DEFERRED') THEN t.because END,
        CASE WHEN t.status NOT IN ('PENDING', 'DEFERRED') THEN now() END,
        coalesce(t."dueAt", CASE WHEN t."heldBy" IS NOT NULL THEN date_trunc('milliseconds', now()) END), t."heldBy",
        CASE WHEN t."destinationId" IS NULL THEN 'CUSTOMER' ELSE 'TEAM' END
      FROM ${from}`;

export interface RecordPlanParams {
  businessId: string;
  events: readonly PlannedEventRow[];
  deliveries: readonly PlannedDeliveryRow[];
  notifications: readonly NotificationRow[];
}

export interface RecordedEvent {
  id: string;
  shown: { id: string; recipientId: string }[];
}

/** Records a plan: deliveries, in-app items and what is still open. Once per event. */
export const RECORD_PLAN = namedStatement<RecordPlanParams, RecordedEvent>(
  'plan.record',
  `
    WITH planned AS (
      UPDATE events e SET planned_at = now(), open_deliveries = t.open,
        status = CASE WHEN t.open = 0 THEN 'PROCESSED' ELSE 'PROCESSING' END
      FROM jsonb_to_recordset($events) AS t(id text, open integer)
      WHERE e.id = t.id AND e.planned_at IS NULL
      RETURNING e.id
    ), made AS (${insertDeliveries(`jsonb_to_recordset($deliveries) AS t(${DELIVERY_COLUMNS})`)}
      WHERE t."eventId" IN (SELECT id FROM planned)
    ), item AS (
      SELECT * FROM jsonb_to_recordset($notifications) AS t(${NOTIFICATION_COLUMNS})
      WHERE t."eventId" IN (SELECT id FROM planned)
    ),${SHOW_NOTIFICATIONS}
    SELECT p.id,
      coalesce(json_agg(json_build_object('id', s.id, 'recipientId', s.recipient_id)) FILTER (WHERE s.id IS NOT NULL), '[]') AS shown
    FROM planned p LEFT JOIN shown s ON s.event_id = p.id GROUP BY p.id`,
);

export interface RecordedDelivery {
  id: string;
  channel: string;
  /** Of a customer's e-mail, which has none, its own id. */
  destinationId: string;
  /** Null unless it is held. */
  dueAt: Date | null;
}

/** What an earlier call recorded and nobody has sent yet; what is held, or was, belongs to the run of its hold. */
export const FIND_RECORDED_PLAN = namedStatement<{ eventIds: readonly string[] }, RecordedDelivery>(
  'plan.recorded',
  `
    SELECT id, channel, coalesce(destination_id, id) AS "destinationId", due_at AS "dueAt" FROM deliveries
    WHERE event_id = ANY($eventIds) AND (status = 'PENDING' OR status = 'DEFERRED' AND held_by IS NOT NULL) ORDER BY id`,
);

/** Sets one event aside. */
export const FAIL_EVENT = namedStatement<{ eventId: string; reason: Reason }>(
  'plan.fail',
  `UPDATE events SET status = 'FAILED', status_reason = $reason::jsonb WHERE id = $eventId`,
);
