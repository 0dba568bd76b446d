/** What planning an event anew says to PostgreSQL. */
import { namedStatement } from '../../platform/database/statement.js';
import type { DeliveryStatus } from '../schema/enums.js';
import { disputeListeners } from './dispute-listeners.js';
import { inAppTemplates, type Overrides, templateOverrides } from './event-texts.js';
import { NOTIFICATION_COLUMNS, type NotificationRow, SHOW_NOTIFICATIONS } from './notification.statements.js';
import { OPEN_EVENTS } from './open-deliveries.statements.js';
import { DELIVERY_COLUMNS, insertDeliveries, type PlannedDeliveryRow } from './plan.statements.js';
import { businessDefaults, planDestinationsSql } from './plan-destinations.js';
import { supersededBy } from './superseded.js';
import type { RuledEvent, TeamRules } from './team-plan.js';

export interface EventKey {
  businessId: string;
  eventId: string;
}

/** An event with the rules of today and its ledger. */
export interface ReplannableEvent extends RuledEvent, TeamRules {
  id: string;
  status: string;
  planned: boolean;
  /** Its body is gone. */
  erased: boolean;
  /** States of its deliveries, by destination. */
  before: Record<string, DeliveryStatus>;
  /** The business's own words for in-app items, by locale. */
  overrides: Overrides | null;
}

/** In a statement of its own, so that the next one sees what whoever had the lock committed. */
export const LOCK_EVENT = namedStatement<EventKey, { id: string }>(
  'replan.lock',
  'SELECT id FROM events WHERE id = $eventId AND business_id = $businessId FOR UPDATE',
);

export const FIND_EVENT_TO_REPLAN = namedStatement<EventKey, ReplannableEvent>(
  'replan.find',
  `
    WITH m AS (
      SELECT * FROM events WHERE id = $eventId AND business_id = $businessId
    ), business AS (
      SELECT b.* FROM businesses b WHERE b.id = $businessId
    ), reachable AS (${planDestinationsSql('SELECT type FROM m')}
    )
    SELECT m.id, m.type, m.facts, m.test, m.entity_id AS "entityId", m.status, m.planned_at IS NOT NULL AS planned, m.erased_at IS NOT NULL AS erased,
      ${supersededBy()} AS "supersededBy", ${disputeListeners()} AS "disputeListeners",
      (SELECT coalesce(json_agg(reachable), '[]') FROM reachable) AS destinations,
      (SELECT coalesce(jsonb_object_agg(d.destination_id, d.status), '{}') FROM deliveries d
        WHERE d.event_id = m.id AND d.destination_id IS NOT NULL) AS before,
      ${businessDefaults('SELECT type FROM m')} AS defaults,
      ${templateOverrides(`${inAppTemplates('b.id')} AND t.event_type = m.type`)} AS overrides
    FROM m CROSS JOIN business b`,
);

interface RecordReplanParams extends EventKey {
  deliveries: readonly PlannedDeliveryRow[];
  notifications: readonly NotificationRow[];
  at: Date;
  /** Who asked. */
  actor: string;
}

interface ReplanRecord {
  /** How many deliveries changed. */
  count: number;
  /** In-app items that came to be. */
  shown: { id: string; recipientId: string }[];
}

/** Records what a new plan changes; a delivery that was there keeps its id. Nothing that was sent meanwhile is touched. */
export const RECORD_REPLAN = namedStatement<RecordReplanParams, ReplanRecord>(
  'replan.record',
  `
    WITH given AS (
      SELECT * FROM jsonb_to_recordset($deliveries) AS t(${DELIVERY_COLUMNS})
    ), before AS (
      SELECT destination_id, status, reason FROM deliveries WHERE event_id = $eventId
    ), held AS (${insertDeliveries('given t')}
      ON CONFLICT (event_id, destination_id) DO UPDATE SET sent_to = excluded.sent_to, status = excluded.status,
        because = excluded.because, reason = excluded.reason, settled_at = excluded.settled_at, due_at = excluded.due_at,
        held_by = excluded.held_by
      WHERE d.status NOT IN ('SENT', 'DELIVERED', 'UNKNOWN', 'PENDING', 'DEFERRED')
      RETURNING d.id, d.event_id, d.destination_id, d.status
    ), noted AS (
      INSERT INTO resends (business_id, event_id, delivery_id, at, actor, how, status, reason)
      SELECT $businessId, $eventId, h.id, $at::timestamptz, $actor, 'REEVALUATE', b.status, b.reason
      FROM held h LEFT JOIN before b ON b.destination_id = h.destination_id
    ),${OPEN_EVENTS}, item AS (
      SELECT t.id, t."recipientId", t."eventId", h.id AS "deliveryId", t.title, t.body, t.severity, t.thread
      FROM jsonb_to_recordset($notifications) AS t(${NOTIFICATION_COLUMNS})
      JOIN given g ON g.id = t."deliveryId" JOIN held h ON h.destination_id = g."destinationId"
    ),${SHOW_NOTIFICATIONS}
    SELECT (SELECT count(*)::integer FROM held) AS count,
      (SELECT coalesce(json_agg(json_build_object('id', s.id, 'recipientId', s.recipient_id)), '[]') FROM shown s) AS shown`,
);

/** An event that was set aside before it had a plan goes to the relay again, as if it had just come. */
export const RESTART_EVENT = namedStatement<EventKey>(
  'replan.restart',
  `
    WITH freed AS (
      UPDATE events SET status = 'RECEIVED', status_reason = NULL, workflow_id = NULL
      WHERE id = $eventId AND business_id = $businessId RETURNING id
    )
    UPDATE inbox SET dispatched_at = NULL, parked_reason = NULL, attempts = 0, next_attempt_at = now()
    WHERE id IN (SELECT id FROM freed)`,
);
