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
  atMost: number;
}

const WAITING = 'dispatched_at IS NULL AND parked_reason IS NULL AND next_attempt_at <= now()';

/** Leases waiting rows, urgent ones however many others have waited longer; SKIP LOCKED lets several relays work side by side. */
export const LEASE_WAITING_ROWS = namedStatement<LeaseParams, RelayRow>(
  'relay.lease',
  `
    WITH urgent AS (
      SELECT id FROM inbox WHERE ${WAITING} AND event_type = ANY($urgentTypes)
      ORDER BY next_attempt_at LIMIT $atMost FOR UPDATE SKIP LOCKED
    ), longest AS (
      SELECT id FROM inbox WHERE ${WAITING} ORDER BY next_attempt_at LIMIT $atMost FOR UPDATE SKIP LOCKED
    )
    UPDATE inbox i SET next_attempt_at = now() + interval '20 seconds'
    FROM (SELECT id FROM urgent UNION SELECT id FROM longest) due, events e
    WHERE i.id = due.id AND e.id = i.id
    RETURNING i.id, i.business_id AS "businessId", i.event_type AS "eventType", e.entity_id AS "entityId", i.attempts, i.traceparent`,
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
