/** All that the ladder of a dispute says to PostgreSQL. */
import type { DisputeState, EscalationPolicy } from '../../domain/disputes/escalation.js';
import { namedStatement } from '../../platform/database/statement.js';
import { IS_OF_DISPUTE, SOURCE_ID_SPACE } from '../ingest/id-space.js';
import { NOTICED_DISPUTE } from '../notices/dispute-notice.js';
import { planDestinationsSql } from '../planning/plan-destinations.js';
import { STARTABLE_DISPUTE, type StartableDispute } from './startable-dispute.js';

/** An event, and the id for a dispute that it is the first to be about. */
export interface NewDisputeRow {
  eventId: string;
  disputeId: string;
}

/**
 * The disputes that the events are about, of all stages; those that are new get the policy that holds now: what the
 * business chose, else `defaultPolicy`. Each is to be looked at now: where that look is lost, the relay finds it by `next_at`.
 */
export const UPSERT_DISPUTES = namedStatement<
  { events: readonly NewDisputeRow[]; defaultPolicy: EscalationPolicy },
  StartableDispute
>(
  'disputes.upsert',
  `
    WITH seen AS (
      SELECT DISTINCT ON (2, 3, 4) e.business_id, ${SOURCE_ID_SPACE('e')} AS id_space, e.entity_id, coalesce(e.facts->>'stage', 'dispute') AS stage,
        e.source_id, e.test, n."disputeId" AS id, e.occurred_at, (e.facts->>'amount')::numeric AS amount, e.facts->>'currency' AS currency
      FROM jsonb_to_recordset($events) AS n("eventId" text, "disputeId" text) JOIN events e ON e.id = n."eventId"
      WHERE e.entity_id IS NOT NULL
      ORDER BY 2, 3, 4, e.id
    ), met AS (
      INSERT INTO disputes AS d (id, business_id, source_id, id_space, external_id, stage, test, opened_at, amount, currency, policy, next_at)
      SELECT s.id, s.business_id, s.source_id, s.id_space, s.entity_id, s.stage, s.test, s.occurred_at, s.amount, s.currency,
        coalesce(b.escalation_policy, $defaultPolicy), now()
      FROM seen s JOIN businesses b ON b.id = s.business_id
      ON CONFLICT (business_id, external_id, stage, id_space) DO UPDATE SET next_at = least(d.next_at, now())
      RETURNING ${STARTABLE_DISPUTE}
    ), other_stages AS (
      UPDATE disputes d SET next_at = least(d.next_at, now()) FROM seen s
      WHERE d.business_id = s.business_id AND d.id_space = s.id_space AND d.external_id = s.entity_id
        AND NOT EXISTS (SELECT FROM seen o WHERE o.id_space = d.id_space AND o.entity_id = d.external_id AND o.stage = d.stage)
      RETURNING ${STARTABLE_DISPUTE}
    )
    SELECT * FROM met UNION SELECT * FROM other_stages`,
);

/** Before anything is read, so that two calls at once read one after the other. */
export const LOCK_DISPUTE = 'SELECT id FROM disputes WHERE id = $1 FOR UPDATE';

/** The dispute $1, what its provider said ($2: all that are no such facts), and which reminders were dealt with. */
export const FIND_DISPUTE_WITH_FACTS = `
  SELECT ${NOTICED_DISPUTE}, d.respond_by_known_at AS "respondByKnownAt", d.acknowledged_at AS "acknowledgedAt", d.responded_at AS "respondedAt", d.passed_at AS "passedAt",
    (SELECT coalesce(json_agg(json_build_object('eventId', e.id, 'type', e.type, 'occurredAt', e.occurred_at,
        'receivedAt', e.received_at, 'facts', e.facts)), '[]') FROM events e
      WHERE ${IS_OF_DISPUTE('e', 'd')} AND e.type LIKE 'dispute.%' AND e.type <> ALL ($2::text[])) AS facts,
    (SELECT coalesce(json_agg(json_build_object('dueAt', r.due_at, 'level', r.level)), '[]') FROM reminders r
      WHERE r.dispute_id = d.id) AS done
  FROM disputes d WHERE d.id = $1`;

/** Whom the business $1 could remind. */
export const FIND_REMINDER_DESTINATIONS = `
  WITH business AS (SELECT * FROM businesses WHERE id = $1),
  reachable AS (${planDestinationsSql("SELECT 'dispute.reminder'")})
  SELECT * FROM reachable`;

interface DisputeUpdate {
  disputeId: string;
  state: DisputeState;
  amount: string | null;
  currency: string | null;
  reason: string | null;
  paymentId: string | null;
  openedAt: Date;
  respondBy: Date | null;
  respondByEstimated: boolean;
  respondByKnownAt: Date | null;
  /** The bank allows no answer. */
  unanswerable: boolean;
  /** When somebody took it last, by the clock of the ladder. */
  acknowledgedAt: Date | null;
  escalationLevel: number;
  /** When its deadline passed unanswered. */
  passedAt: Date | null;
  /** The event that ended it. */
  endedBy: string | null;
  /** What people did about it before is about a question that was withdrawn, and goes. */
  reopenedAt: Date | null;
  contradictory: boolean;
  /** When the ladder moves next. */
  nextAt: Date | null;
}

/** SQL that leaves these columns, done at that moment, as they are, unless it was before the dispute was opened again. */
const unlessReopened = (at: string, ...columns: string[]) =>
  [at, ...columns]
    .map((one) => `${one} = CASE WHEN ${at} < $reopenedAt::timestamptz THEN NULL ELSE ${one} END`)
    .join(', ');

/** What the ladder has come to; who ended it by hand stays where no fact did. */
export const UPDATE_DISPUTE = namedStatement<DisputeUpdate>(
  'disputes.update',
  `
    UPDATE disputes SET state = $state, amount = $amount, currency = $currency, reason = $reason, payment_id = $paymentId,
      opened_at = $openedAt, respond_by = $respondBy, respond_by_estimated = $respondByEstimated,
      respond_by_known_at = $respondByKnownAt, escalation_level = $escalationLevel, passed_at = $passedAt,
      ended_by = coalesce($endedBy, CASE WHEN $state = 'RESPONDED' THEN ended_by END), contradictory = $contradictory,
      unanswerable = $unanswerable, next_at = $nextAt, ${unlessReopened('responded_at', 'responded_by')},
      ${unlessReopened('first_acknowledged_at')}, acknowledged_at = $acknowledgedAt::timestamptz,
      acknowledged_by = CASE WHEN $acknowledgedAt::timestamptz IS NOT NULL THEN acknowledged_by END
    WHERE id = $disputeId`,
);

interface ReminderRow {
  disputeId: string;
  businessId: string;
  dueAt: Date;
  /** That was told. */
  level: number;
  /** That was due: nobody may have been reachable there. */
  askedLevel: number;
  sentAt: Date | null;
  /** Why it was not sent. */
  skipped: 'OVERTAKEN' | 'UNREACHABLE' | null;
  eventId: string | null;
}

/** A reminder that was dealt with. */
export const INSERT_REMINDER = namedStatement<ReminderRow>(
  'disputes.reminder',
  `
    INSERT INTO reminders (dispute_id, business_id, due_at, level, asked_level, sent_at, skipped, event_id)
    VALUES ($disputeId, $businessId, $dueAt, $level, $askedLevel, $sentAt, $skipped, $eventId) ON CONFLICT DO NOTHING`,
);

/** SQL for the event that answered or ended the dispute `q` which event `e` reminds of; null where it is open, or no reminder. */
export const disputeEndedBy = (e: string, when = 'true') => `CASE WHEN ${e}.type = 'dispute.reminder' THEN (
        SELECT q.ended_by FROM disputes q
        WHERE ${IS_OF_DISPUTE(e, 'q')} AND q.stage = ${e}.facts->>'stage' AND ${when}) END`;
