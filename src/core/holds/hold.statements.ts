/** All that releasing what is held says to PostgreSQL. */
import type { NamedStatement } from '../../platform/database/statement.js';

/**
 * What is held for destination $1 (a customer's e-mail has none: for itself) until $2 becomes PENDING. One run owns it (see workflows/hold.workflow.ts), so what
 * is PENDING already was left behind by a run that was lost.
 */
export const RELEASE_HELD: NamedStatement = {
  name: 'hold.release',
  text: `
    UPDATE deliveries d SET status = 'PENDING', reason = CASE WHEN d.status = 'PENDING' THEN d.reason END
    FROM events e
    WHERE e.id = d.event_id AND (d.destination_id = $1 OR d.id = $1) AND d.due_at = $2 AND d.held_by IS NOT NULL
      AND d.status IN ('DEFERRED', 'PENDING')
    RETURNING d.id, d.channel, d.held_by AS "heldBy", d.business_id AS "businessId", e.id AS "eventId", e.type,
      e.occurred_at AS "occurredAt", e.entity_id AS "entityId", e.facts`,
};

/**
 * Facts of business $1, with ids from $2 on, of types $3, that go by one of the names $4: what `namesOf` says, so that
 * one walk over the time in question finds them for all.
 */
export const FIND_NEWER_EVENTS: NamedStatement = {
  name: 'hold.newer',
  text: `
    SELECT n.id, n.type, n.occurred_at AS "occurredAt", n.entity_id AS "entityId", n.facts FROM events n
    WHERE n.business_id = $1 AND n.id >= $2 AND n.type = ANY($3) AND (
      n.entity_id = ANY($4) OR n.facts->>'paymentId' = ANY($4) OR n.facts->>'subscriptionId' = ANY($4)
      OR n.facts->>'disputeId' = ANY($4) OR n.facts->>'payoutId' = ANY($4)
      OR concat_ws(' ', n.facts->>'customerId', n.facts->>'amount', n.facts->>'currency') = ANY($4))`,
};
