/** All that the relay says to PostgreSQL. */
import type { Reason } from '../../domain/reasons.js';
import { type NoParams, namedStatement } from '../../platform/database/statement.js';
import { STARTABLE_DISPUTE, type StartableDispute } from '../disputes/startable-dispute.js';
import type { RelayRow } from './relay-nudge.js';

interface EventIds {
  ids: readonly string[];
}

interface LeaseParams {
  urgentTypes: readonly string[];
  /** Businesses of which enough is leased already. */
  full: readonly string[];
  /** Of all together. */
  atMost: number;
}

const WAITING = 'dispatched_at IS NULL AND parked_reason IS NULL';
/**
 * Of each business and class at most: of what is urgent each event is a run, the others share them from a backlog of 200 on
 * (src/domain/planning/grouping.ts).
 */
const [URGENT_AT_ONCE, OTHERS_AT_ONCE] = [50, 250];
/** So many are looked at in all, and one of each business and type: who has much is looked at less far where many wait. */
const LOOKED_AT = 10_000;

/**
 * Leases waiting rows: urgent ones first, and of each class in turns, so that every business has its first row before any has its
 * second, however many wait and for how long. It steps from one business and event type to the next through the index
 * `inbox_waiting_in_turns`, and never reads a whole backlog. Each is looked at
 * again when it is locked: SKIP LOCKED lets several relays work side by side.
 */
export const LEASE_WAITING_ROWS = namedStatement<LeaseParams, RelayRow>(
  'relay.lease',
  `
    WITH RECURSIVE kind AS (
      (SELECT business_id, event_type FROM inbox WHERE ${WAITING} ORDER BY business_id, event_type LIMIT 1)
      UNION ALL
      SELECT n.business_id, n.event_type FROM kind k CROSS JOIN LATERAL (
        SELECT business_id, event_type FROM inbox
        WHERE ${WAITING} AND (business_id, event_type) > (k.business_id, k.event_type)
        ORDER BY business_id, event_type LIMIT 1) n
    ), kinds AS (
      SELECT business_id, event_type, event_type = ANY($urgentTypes) AS urgent, count(*) OVER () AS count
      FROM kind WHERE business_id <> ALL($full)
    ), oldest AS (
      SELECT w.id, w.next_attempt_at, k.urgent,
        row_number() OVER (PARTITION BY k.business_id, k.urgent ORDER BY w.next_attempt_at) AS turn
      FROM kinds k CROSS JOIN LATERAL (
        SELECT id, next_attempt_at FROM inbox i
        WHERE ${WAITING} AND i.business_id = k.business_id AND i.event_type = k.event_type AND i.next_attempt_at <= now()
        ORDER BY i.next_attempt_at
        LIMIT least(CASE WHEN k.urgent THEN ${URGENT_AT_ONCE} ELSE ${OTHERS_AT_ONCE} END, 1 + ${LOOKED_AT} / k.count)) w
    ), due AS (
      SELECT id FROM oldest WHERE turn <= CASE WHEN urgent THEN ${URGENT_AT_ONCE} ELSE ${OTHERS_AT_ONCE} END
      ORDER BY urgent DESC, turn, next_attempt_at LIMIT $atMost::integer
    ), leased AS (
      SELECT w.id FROM due CROSS JOIN LATERAL (
        SELECT id FROM inbox i WHERE i.id = due.id AND i.dispatched_at IS NULL AND i.next_attempt_at <= now()
        FOR UPDATE SKIP LOCKED) w
    )
    UPDATE inbox i SET next_attempt_at = now() + interval '20 seconds'
    FROM leased, events e
    WHERE i.id = leased.id AND e.id = i.id
    RETURNING i.id, i.business_id AS "businessId", i.event_type AS "eventType", e.entity_id AS "entityId", i.attempts, i.traceparent`,
);

/** Of those that wait in this process for longer than a lease. */
export const RENEW_LEASES = namedStatement<EventIds>(
  'relay.renew',
  "UPDATE inbox SET next_attempt_at = now() + interval '20 seconds' WHERE id = ANY($ids) AND dispatched_at IS NULL",
);

/**
 * Of these events, those whose runs still need something of ours: no plan yet, or something to send for less than a quarter of a
 * second. What takes longer waits for a carrier or for its place.
 */
export const FIND_UNDER_WAY = namedStatement<EventIds, { id: string }>(
  'relay.under-way',
  `
    SELECT e.id FROM events e WHERE e.id = ANY($ids) AND (e.planned_at IS NULL OR (
      e.planned_at > now() - interval '250 milliseconds'
      AND EXISTS (SELECT FROM deliveries d WHERE d.event_id = e.id AND d.status = 'PENDING')))`,
);

interface PostponeParams extends EventIds {
  /** Added to their attempts; the wait doubles with them up to a minute. */
  attempts: number;
  /** 1 to 2: the wait is multiplied with it. */
  jitter: number;
}

/** Gives leased rows back. */
export const POSTPONE_ROWS = namedStatement<PostponeParams>(
  'relay.postpone',
  `
    UPDATE inbox SET attempts = attempts + $attempts::integer,
      next_attempt_at = now() + least(60, power(2, attempts)) * $jitter::float * interval '1 second'
    WHERE id = ANY($ids) AND dispatched_at IS NULL`,
);

export const MARK_DISPATCHED = namedStatement<EventIds>(
  'relay.dispatched',
  'UPDATE inbox SET dispatched_at = now() WHERE id = ANY($ids) AND dispatched_at IS NULL',
);

/** What somebody wants to go out again, by the run that is to own it. A customer's e-mail has no destination but itself. */
export const FIND_DUE_RESENDS = namedStatement<NoParams, { destinationId: string; dueAt: Date }>(
  'relay.resends',
  `
    SELECT coalesce(destination_id, id) AS "destinationId", due_at AS "dueAt" FROM deliveries
    WHERE held_by IN ('RETRY', 'REPLAY') AND status = 'DEFERRED' AND due_at <= now()
    GROUP BY 1, 2 ORDER BY 2 LIMIT 100`,
);

/** `reason`: for the operator. */
export const PARK_ROWS = namedStatement<EventIds & { reason: Reason }>(
  'relay.park',
  `
    WITH parked AS (UPDATE inbox SET parked_reason = $reason::jsonb WHERE id = ANY($ids) RETURNING id)
    UPDATE events SET status = 'FAILED', status_reason = $reason::jsonb WHERE id IN (SELECT id FROM parked)`,
);

/** How old an event may be before its run is looked for, by what hangs on it. */
export interface LostAfter {
  /** Critical events, and those of payouts and disputes; and a dispute that should have been looked at. */
  urgentSeconds: number;
  otherSeconds: number;
}

export interface StuckParams extends LostAfter {
  urgentTypes: readonly string[];
  atMost: number;
}

/**
 * Events that were dispatched so long ago and have no end, but for those that only wait for what is held; the urgent ones first.
 */
export const FIND_STUCK_EVENTS = namedStatement<StuckParams, { id: string; workflowId: string | null }>(
  'relay.stuck',
  `
    WITH waiting AS (
      SELECT e.id, e.workflow_id, e.planned_at, i.dispatched_at, e.type = ANY($urgentTypes) AS urgent,
        CASE WHEN e.type = ANY($urgentTypes) THEN $urgentSeconds::float ELSE $otherSeconds::float END * interval '1 second' AS patience
      FROM events e JOIN inbox i ON i.id = e.id
      WHERE e.status IN ('RECEIVED', 'PROCESSING') AND i.dispatched_at < now() - $urgentSeconds::float * interval '1 second'
        AND i.parked_reason IS NULL
    )
    SELECT w.id, w.workflow_id AS "workflowId" FROM waiting w
    WHERE w.dispatched_at < now() - w.patience AND (w.planned_at IS NULL OR EXISTS (
      SELECT FROM deliveries d WHERE d.event_id = w.id AND d.status IN ('PENDING', 'DEFERRED')
        AND (d.due_at IS NULL OR d.due_at < now() - w.patience)))
    ORDER BY w.urgent DESC, w.dispatched_at LIMIT $atMost`,
);

/** Their runs live: they are looked for again when they are as old once more. */
export const MARK_STILL_RUNNING = namedStatement<EventIds>(
  'relay.running',
  'UPDATE inbox SET dispatched_at = now() WHERE id = ANY($ids)',
);

export const REQUEUE = namedStatement<EventIds>(
  'relay.requeue',
  `
    WITH freed AS (UPDATE events SET workflow_id = NULL WHERE id = ANY($ids) RETURNING id)
    UPDATE inbox SET dispatched_at = NULL, next_attempt_at = now() WHERE id IN (SELECT id FROM freed)`,
);

/**
 * Disputes that should have been looked at by now: Temporal lost their run, or their worker is in trouble. Signalling one that
 * lives is harmless, but not every minute for days: the later it is, the less often.
 */
export const OVERDUE_DISPUTES = namedStatement<Pick<LostAfter, 'urgentSeconds'>, StartableDispute>(
  'relay.overdue-disputes',
  `
    WITH late AS (
      UPDATE disputes d SET requeued_at = now()
      WHERE next_at < now() - $urgentSeconds::float * interval '1 second'
        AND (requeued_at IS NULL
          OR requeued_at < now() - greatest($urgentSeconds::float * interval '1 second', (now() - next_at) / 10))
      RETURNING ${STARTABLE_DISPUTE}
    )
    SELECT * FROM late`,
);
