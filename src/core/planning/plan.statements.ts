/** All that planning says to PostgreSQL. */
import { STORM_AFTER } from '../../domain/health/health.js';
import type { NamedStatement } from '../../platform/database/statement.js';
import { answeredBy } from '../disputes/ladder.statements.js';
import { businessDefaults, customerOf, planDestinationsSql, TOLD_BEFORE } from './plan-destinations.js';

/**
 * Takes events for run $2 and reads everything that decides about them. An event belongs to the first run that takes
 * it, so that a second one (a crash between start and mark) neither plans nor sends it again. From here on the inbox is
 * done with all of them, also with those of another run: if that run is lost, the sweep finds them. Types $3 are told to
 * customers too: a body that names no address (a licence key's) gets that of the newest event of the same customer. For the chats (channels $5):
 * how many messages each had since the delivery id $4.
 */
export const TAKE_EVENTS: NamedStatement = {
  name: 'plan.take',
  text: `
    WITH mine AS (
      UPDATE events SET workflow_id = $2, status = 'PROCESSING'
      WHERE id = ANY($1) AND (workflow_id IS NULL OR workflow_id = $2) AND status IN ('RECEIVED', 'PROCESSING')
      RETURNING *
    ), dispatched AS (
      UPDATE inbox SET dispatched_at = now() WHERE id = ANY($1) AND dispatched_at IS NULL
    ), told AS (
      SELECT m.id, m.type, m.facts, m.test, m.entity_id AS "entityId", m.planned_at IS NOT NULL AS planned, coalesce((${TOLD_BEFORE}
      ), ${answeredBy('m')}) AS "supersededBy",${customerOf('$3')}
      FROM mine m
    ), business AS (
      SELECT b.* FROM businesses b WHERE b.id = (SELECT business_id FROM mine LIMIT 1)
    ), reachable AS (${planDestinationsSql('SELECT type FROM mine')}
    )
    SELECT b.id AS "businessId",
      (SELECT coalesce(json_agg(told ORDER BY told.id), '[]') FROM told) AS events,
      (SELECT coalesce(json_agg(reachable), '[]') FROM reachable) AS destinations,
      ${businessDefaults('SELECT type FROM mine')} AS defaults,
      (SELECT coalesce(json_object_agg(d.id, recent.count), '{}') FROM destinations d, LATERAL (
        SELECT count(*)::integer FROM (SELECT FROM deliveries l WHERE l.destination_id = d.id AND l.id >= $4
          AND l.held_by IS NULL AND l.status NOT IN ('SKIPPED', 'SUPERSEDED') LIMIT ${STORM_AFTER}) capped
      ) recent WHERE d.business_id = b.id AND d.channel = ANY($5) AND d.removed_at IS NULL AND recent.count > 0) AS recent,
      (SELECT jsonb_object_agg(o.event_type, o.by_locale) FROM (
        SELECT t.event_type, jsonb_object_agg(t.locale, jsonb_build_object('subject', t.subject, 'body', t.body)) AS by_locale
        FROM templates t
        WHERE t.business_id = b.id AND t.channel = 'IN_APP' AND t.event_type IN (SELECT type FROM mine) GROUP BY 1
      ) o) AS overrides
    FROM business b`,
};

/**
 * Records a plan: deliveries, in-app items and what is still open. Once per event. A case (a dispute, a payout, a
 * subscription; $20) is one item per person, which the newest event of the case rewrites until it is archived.
 */
export const RECORD_PLAN: NamedStatement = {
  name: 'plan.record',
  text: `
    WITH planned AS (
      UPDATE events e SET planned_at = now(), open_deliveries = t.open,
        status = CASE WHEN t.open = 0 THEN 'PROCESSED' ELSE 'PROCESSING' END
      FROM unnest($1::text[], $2::integer[]) AS t(id, open)
      WHERE e.id = t.id AND e.planned_at IS NULL
      RETURNING e.id
    ), made AS (
      INSERT INTO deliveries (id, business_id, event_id, destination_id, channel, sent_to, status, because, reason, settled_at, due_at, held_by, audience)
      SELECT t.id, $3, t.event_id, t.destination_id, t.channel, t.sent_to, t.status, t.because,
        CASE WHEN t.status IN ('SKIPPED', 'SUPERSEDED', 'DEFERRED') THEN t.because END,
        CASE WHEN t.status IN ('PENDING', 'DEFERRED') THEN NULL ELSE now() END, t.due_at, t.held_by,
        CASE WHEN t.destination_id IS NULL THEN 'CUSTOMER' ELSE 'TEAM' END
      FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $18::timestamptz[], $19::text[])
        AS t(id, event_id, destination_id, channel, sent_to, status, because, due_at, held_by)
      WHERE t.event_id IN (SELECT id FROM planned)
    ), told AS (
      SELECT DISTINCT ON (t.recipient_id, coalesce(k.case_key, t.id)) t.*, k.case_key, e.occurred_at
      FROM unnest($11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $20::boolean[])
        AS t(id, recipient_id, event_id, delivery_id, title, body, severity, of_case)
      JOIN events e ON e.id = t.event_id
      CROSS JOIN LATERAL (SELECT CASE WHEN t.of_case THEN e.source_id || ' ' || e.entity_id END AS case_key) k
      WHERE t.event_id IN (SELECT id FROM planned)
      ORDER BY t.recipient_id, coalesce(k.case_key, t.id), e.occurred_at DESC, t.event_id DESC
    ), shown AS (
      INSERT INTO notifications AS n
        (id, business_id, recipient_id, event_id, delivery_id, title, body, severity, case_key, occurred_at)
      SELECT id, $3, recipient_id, event_id, delivery_id, title, body, severity, case_key, occurred_at FROM told
      ON CONFLICT (recipient_id, case_key) WHERE case_key IS NOT NULL AND archived_at IS NULL
      DO UPDATE SET event_id = excluded.event_id, delivery_id = excluded.delivery_id, title = excluded.title,
        body = excluded.body, severity = excluded.severity, occurred_at = excluded.occurred_at, updated_at = now(), read_at = NULL
      WHERE n.occurred_at <= excluded.occurred_at
      RETURNING n.id, n.recipient_id, n.event_id
    )
    SELECT p.id,
      coalesce(json_agg(json_build_object('id', s.id, 'recipientId', s.recipient_id)) FILTER (WHERE s.id IS NOT NULL), '[]') AS shown
    FROM planned p LEFT JOIN shown s ON s.event_id = p.id GROUP BY p.id`,
};

/** What an earlier call recorded and nobody has sent yet; what is held, or was, belongs to the run of its hold. */
export const FIND_RECORDED_PLAN: NamedStatement = {
  name: 'plan.recorded',
  text: `
    SELECT id, channel, coalesce(destination_id, id) AS "destinationId", due_at AS "dueAt" FROM deliveries
    WHERE event_id = ANY($1) AND (status = 'PENDING' OR status = 'DEFERRED' AND held_by IS NOT NULL) ORDER BY id`,
};

/** Sets one event aside: $2 the reason. */
export const FAIL_EVENT: NamedStatement = {
  name: 'plan.fail',
  text: `UPDATE events SET status = 'FAILED', status_reason = $2 WHERE id = $1`,
};
