/** All that releasing what is held says to PostgreSQL. */
import type { KnownFact } from '../../domain/planning/freshness.js';
import type { Hold } from '../../domain/planning/plan.js';
import { namedStatement } from '../../platform/database/statement.js';
import { ID_SPACE } from '../ingest/id-space.js';

/** An event as far as it can make another one moot. */
export interface NewerEventRow extends Omit<KnownFact, 'occurredAt'> {
  occurredAt: Date;
}

/** A delivery and its event. */
export interface ReleasedRow extends NewerEventRow {
  eventId: string;
  businessId: string;
  channel: string;
  heldBy: Hold;
  /** Its reader switched this event type off meanwhile. */
  switchedOff: boolean;
}

/**
 * What is held for a destination (a customer's e-mail has none: for itself) until `dueAt` becomes PENDING. One run owns it
 * (see workflows/hold.workflow.ts), so what is PENDING already was left behind by a run that was lost.
 */
export const RELEASE_HELD = namedStatement<{ heldFor: string; dueAt: Date }, ReleasedRow>(
  'hold.release',
  `
    UPDATE deliveries d SET status = 'PENDING', reason = CASE WHEN d.status = 'PENDING' THEN d.reason END
    FROM events e
    WHERE e.id = d.event_id AND (d.destination_id = $heldFor OR d.id = $heldFor) AND d.due_at = $dueAt AND d.held_by IS NOT NULL
      AND d.status IN ('DEFERRED', 'PENDING')
    RETURNING d.id, d.channel, d.held_by AS "heldBy", d.business_id AS "businessId", e.id AS "eventId", e.type,
      e.occurred_at AS "occurredAt", e.entity_id AS "entityId", e.facts, e.test, ${ID_SPACE('e')} AS "idSpace",
      EXISTS (SELECT FROM preferences p
        WHERE p.destination_id = d.destination_id AND p.event_type = e.type AND NOT p.enabled) AS "switchedOff"`,
);

interface NewerEventParams {
  businessId: string;
  /** The least id that is looked at. */
  firstId: string;
  types: readonly string[];
  /** What `linkedNames` says of all the facts in question: one walk finds what is newer for each of them. */
  names: readonly string[];
}

export const FIND_NEWER_EVENTS = namedStatement<NewerEventParams, NewerEventRow>(
  'hold.newer',
  `
    SELECT n.id, n.type, n.occurred_at AS "occurredAt", n.entity_id AS "entityId", n.facts, n.test,
      ${ID_SPACE('n')} AS "idSpace" FROM events n
    WHERE n.business_id = $businessId AND n.id >= $firstId AND n.type = ANY($types) AND (
      n.entity_id = ANY($names) OR n.facts->>'paymentId' = ANY($names) OR n.facts->>'subscriptionId' = ANY($names)
      OR n.facts->>'invoiceId' = ANY($names) OR n.facts->>'disputeId' = ANY($names) OR n.facts->>'payoutId' = ANY($names))`,
);
