/** What deciding about the events of a dispute says to PostgreSQL. */
import type { DisputeBody } from '../../domain/disputes/dispute-facts.js';
import type { EscalationPolicy } from '../../domain/disputes/escalation.js';
import type { Facts } from '../../domain/facts.js';
import { namedStatement, sqlList } from '../../platform/database/statement.js';
import { RECONCILED_KINDS } from '../../sources/index.js';
import { ARE_OF_ONE_DISPUTE, IS_OF_DISPUTE, OF_ACCOUNT_AND_MODE, SOURCE_ID_SPACE } from '../ingest/id-space.js';
import { HAS_NO_OUTCOME } from './dispute-states.js';

/** SQL: what sources `o` of the provider of event `m`, of the kind `m.kind`, that were removed called its dispute, which they had told of. */
const FORMER_SPACES = `sources o CROSS JOIN LATERAL (SELECT o.id || m.account_and_mode AS id_space) f
      WHERE o.business_id = m.business_id AND o.kind = m.kind AND o.id <> m.source_id AND o.removed_at IS NOT NULL
        AND EXISTS (SELECT FROM disputes d WHERE d.business_id = m.business_id AND d.external_id = m.entity_id AND d.id_space = f.id_space)`;

/** SQL: event `m` with the kind of its source, where ids are the provider's. */
const PROVIDERS_EVENT = `
      SELECT e.business_id, e.source_id, e.entity_id, s.kind, ${SOURCE_ID_SPACE('e')} AS id_space, ${OF_ACCOUNT_AND_MODE('e')} AS account_and_mode
      FROM events e JOIN sources s ON s.id = e.source_id WHERE e.id = $eventId AND s.kind IN (${sqlList(RECONCILED_KINDS)})`;

/**
 * One at a time for each dispute: what an event tells depends on what was told before it. Ends with the transaction. `elsewhere`: it was
 * told before by a source that was removed.
 */
export const LOCK_DISPUTE_FACTS = namedStatement<{ eventId: string }, { elsewhere: boolean }>(
  'disputes.lock-facts',
  `
    WITH m AS (${PROVIDERS_EVENT}
    )
    SELECT pg_advisory_xact_lock(hashtextextended(${SOURCE_ID_SPACE('e')} || ' ' || e.entity_id, 0)),
      EXISTS (SELECT FROM m, LATERAL (SELECT FROM ${FORMER_SPACES}) former) AS elsewhere
    FROM events e WHERE e.id = $eventId`,
);

/**
 * A dispute goes on where its provider was disconnected and connected anew: the source that tells of it takes it over, with what is
 * known of it and its items. Else the one that was removed would ask for an answer until the end, as no answer comes by it.
 */
export const TAKE_OVER_DISPUTE = namedStatement<{ eventId: string }>(
  'disputes.take-over',
  `
    WITH m AS (${PROVIDERS_EVENT}
    ), former AS MATERIALIZED (
      SELECT former.id_space FROM m, LATERAL (SELECT f.id_space FROM ${FORMER_SPACES}) former
    ), known AS (
      SELECT d.id, d.stage, EXISTS (SELECT FROM disputes n WHERE n.business_id = d.business_id AND n.external_id = d.external_id
        AND n.id_space = m.id_space AND n.stage = d.stage) AS twice
      FROM m, former f JOIN disputes d ON d.id_space = f.id_space
      WHERE d.business_id = m.business_id AND d.external_id = m.entity_id
    ), one_of_each_stage AS (
      SELECT DISTINCT ON (stage) id FROM known WHERE NOT twice ORDER BY stage, id DESC
    ), taken AS (
      UPDATE disputes d SET source_id = m.source_id, id_space = m.id_space FROM m, one_of_each_stage t WHERE d.id = t.id
    ), known_twice AS (
      UPDATE disputes d SET state = 'CLOSED', next_at = NULL FROM known k
      WHERE d.id = k.id AND ${HAS_NO_OUTCOME} AND d.id NOT IN (SELECT id FROM one_of_each_stage)
    ), told AS (
      UPDATE events e SET source_id = m.source_id FROM m, former f
      WHERE e.business_id = m.business_id AND e.entity_id = m.entity_id AND ${SOURCE_ID_SPACE('e')} = f.id_space AND e.type LIKE 'dispute.%'
    ), one_of_each_reader AS (
      SELECT DISTINCT ON (o.recipient_id) o.id FROM former f, m, recipients r, notifications o
      WHERE r.business_id = m.business_id AND o.recipient_id = r.id AND o.thread_key = f.id_space || ' ' || m.entity_id AND o.archived_at IS NULL
        AND NOT EXISTS (SELECT FROM notifications x
          WHERE x.recipient_id = r.id AND x.thread_key = m.id_space || ' ' || m.entity_id AND x.archived_at IS NULL)
      ORDER BY o.recipient_id, o.id DESC
    )
    UPDATE notifications n SET thread_key = m.id_space || ' ' || m.entity_id FROM m, one_of_each_reader t WHERE n.id = t.id`,
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
        FROM events e WHERE ${ARE_OF_ONE_DISPUTE('e', 'm')} AND e.type LIKE 'dispute.%' AND e.type <> ALL ($notices)) AS events
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
