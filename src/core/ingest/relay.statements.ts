/** All that the relay says to PostgreSQL. */
import type { NamedStatement } from '../../platform/database/statement.js';

/** Leases waiting rows; SKIP LOCKED lets several relays work side by side. $1 at most so many. */
export const LEASE_WAITING_ROWS: NamedStatement = {
  name: 'relay.claim',
  text: `
    UPDATE inbox i SET next_attempt_at = now() + interval '20 seconds'
    FROM (
      SELECT id FROM inbox WHERE dispatched_at IS NULL AND parked_reason IS NULL AND next_attempt_at <= now()
      ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED
    ) due, events e
    WHERE i.id = due.id AND e.id = i.id
    RETURNING i.id, i.business_id AS "businessId", i.event_type AS "eventType", e.entity_id AS "entityId", i.attempts`,
};

/** Gives leased rows back: $2 is added to their attempts; the wait doubles with them up to a minute. $3 jitter, 1 to 2. */
export const POSTPONE_ROWS: NamedStatement = {
  name: 'relay.postpone',
  text: `
    UPDATE inbox SET attempts = attempts + $2::integer,
      next_attempt_at = now() + least(60, power(2, attempts)) * $3::float * interval '1 second'
    WHERE id = ANY($1) AND dispatched_at IS NULL`,
};

export const MARK_DISPATCHED: NamedStatement = {
  name: 'relay.dispatched',
  text: 'UPDATE inbox SET dispatched_at = now() WHERE id = ANY($1) AND dispatched_at IS NULL',
};

/** What somebody wants to go out again, by the run that is to own it. A customer's e-mail has no destination but itself. */
export const FIND_DUE_RESENDS: NamedStatement = {
  name: 'relay.again',
  text: `
    SELECT coalesce(destination_id, id) AS "destinationId", due_at AS "dueAt" FROM deliveries
    WHERE held_by IN ('RETRY', 'REPLAY') AND status = 'DEFERRED' AND due_at <= now()
    GROUP BY 1, 2 ORDER BY 2 LIMIT 100`,
};

/** $2 the reason, for the operator. */
export const PARK_ROWS: NamedStatement = {
  name: 'relay.park',
  text: `
    WITH parked AS (UPDATE inbox SET parked_reason = $2 WHERE id = ANY($1) RETURNING id)
    UPDATE events SET status = 'FAILED', status_reason = $2 WHERE id IN (SELECT id FROM parked)`,
};

/** Events that were dispatched a quarter of an hour ago and have no end, but for those that only wait for what is held. */
export const FIND_STUCK_EVENTS: NamedStatement = {
  name: 'relay.stale',
  text: `
    SELECT e.id, e.workflow_id FROM events e JOIN inbox i ON i.id = e.id
    WHERE e.status IN ('RECEIVED', 'PROCESSING') AND i.dispatched_at < now() - interval '15 minutes' AND i.parked_reason IS NULL
      AND (e.planned_at IS NULL OR EXISTS (
        SELECT FROM deliveries d WHERE d.event_id = e.id AND d.status IN ('PENDING', 'DEFERRED')
          AND (d.due_at IS NULL OR d.due_at < now() - interval '15 minutes')))
    ORDER BY i.dispatched_at LIMIT 200`,
};

/** Their runs live: look again in a quarter of an hour. */
export const MARK_STILL_RUNNING: NamedStatement = {
  name: 'relay.touch',
  text: 'UPDATE inbox SET dispatched_at = now() WHERE id = ANY($1)',
};

export const REQUEUE: NamedStatement = {
  name: 'relay.revive',
  text: `
    WITH freed AS (UPDATE events SET workflow_id = NULL WHERE id = ANY($1) RETURNING id)
    UPDATE inbox SET dispatched_at = NULL, next_attempt_at = now() WHERE id IN (SELECT id FROM freed)`,
};

/**
 * Ladders that should have moved by now: Temporal lost their run, or their worker is in trouble. Signalling one that
 * lives is harmless, but not every minute for days.
 */
export const OVERDUE_DISPUTES: NamedStatement = {
  name: 'relay.late-ladders',
  text: `
    WITH late AS (
      UPDATE disputes SET swept_at = now()
      WHERE next_at < now() - interval '20 seconds' AND (swept_at IS NULL OR swept_at < now() - interval '5 minutes')
      RETURNING id
    )
    SELECT id FROM late`,
};
