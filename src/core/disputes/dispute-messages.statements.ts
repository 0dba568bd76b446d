/** What deciding about the events of a dispute says to PostgreSQL. */
import type { DisputeBody } from '../../domain/disputes/dispute-facts.js';
import type { EscalationPolicy } from '../../domain/disputes/escalation.js';
import type { Facts } from '../../domain/facts.js';
import { namedStatement } from '../../platform/database/statement.js';
import { ARE_OF_ONE_THING, ID_SPACE, IS_OF_DISPUTE } from '../ingest/id-space.js';

/** One at a time for each dispute: what an event tells depends on what was told before it. Ends with the transaction. */
export const LOCK_DISPUTE_FACTS = namedStatement<{ eventId: string }>(
  'disputes.lock-facts',
  `
    SELECT pg_advisory_xact_lock(hashtextextended(e.business_id || ' ' || ${ID_SPACE('e')} || ' ' || e.entity_id, 0))
    FROM events e WHERE e.id = $eventId`,
);

/** An event of a dispute. */
export interface DisputeEventRow {
  eventId: string;
  type: string;
  occurredAt: string;
  receivedAt: string;
  facts: Facts;
}

export interface DisputeEventsRow {
  /** Of the business now, for a dispute that has none yet. */
  policy: EscalationPolicy | null;
  /** All that its provider said of the dispute which the event is about, this event included. */
  events: DisputeEventRow[];
}

export const FIND_DISPUTE_FACTS = namedStatement<{ eventId: string; notices: readonly string[] }, DisputeEventsRow>(
  'disputes.find-facts',
  `
    SELECT coalesce(
        (SELECT d.policy FROM disputes d WHERE ${IS_OF_DISPUTE('m', 'd')} ORDER BY d.opened_at DESC LIMIT 1),
        b.escalation_policy
      ) AS policy,
      (SELECT json_agg(json_build_object('eventId', e.id, 'type', e.type, 'occurredAt', e.occurred_at, 'receivedAt', e.received_at,
          'facts', e.facts))
        FROM events e WHERE ${ARE_OF_ONE_THING('e', 'm')} AND e.type LIKE 'dispute.%' AND e.type <> ALL ($notices)) AS events
    FROM events m JOIN businesses b ON b.id = m.business_id WHERE m.id = $eventId`,
);

/** The same for an event that did not happen, and so came by no source. */
export const FIND_DECIDED_FACTS = namedStatement<
  { businessId: string; entityId: string; notices: readonly string[] },
  DisputeEventsRow
>(
  'disputes.find-decided-facts',
  `
    SELECT b.escalation_policy AS policy,
      (SELECT coalesce(json_agg(json_build_object('eventId', e.id, 'type', e.type, 'occurredAt', e.occurred_at,
          'receivedAt', e.received_at, 'facts', e.facts)), '[]')
        FROM events e WHERE e.business_id = b.id AND e.entity_id = $entityId
          AND e.type LIKE 'dispute.%' AND e.type <> ALL ($notices) AND e.planned_at IS NOT NULL) AS events
    FROM businesses b WHERE b.id = $businessId`,
);

/** What is known of the dispute now stands in the event: its texts say the deadline and the stage as they are read. */
export const DECIDE_DISPUTE_EVENT = namedStatement<{
  eventId: string;
  type: string;
  facts: Pick<Facts, 'stage' | 'respondBy' | 'respondByEstimated' | 'respondByPast'> & { dispute: DisputeBody };
}>(
  'disputes.decide',
  'UPDATE events SET type = $type, facts = facts || $facts::jsonb WHERE id = $eventId AND planned_at IS NULL',
);
