/** All that planning says to PostgreSQL. */
import type { NamedStatement } from '../src/named-statement.js';

/**
 * Takes events for run $2 and reads everything that decides about them. An event belongs to the first run that takes
 * it, so that a second one (a crash between start and mark) neither plans nor sends it again. From here on the inbox is
 * done with all of them, also with those of another run: if that run is lost, the sweep finds them.
 */
export const TAKE: NamedStatement = {
  name: 'plan.take',
  text: `
    WITH mine AS (
      UPDATE events SET workflow_id = $2, status = 'PROCESSING'
      WHERE id = ANY($1) AND (workflow_id IS NULL OR workflow_id = $2) AND status IN ('RECEIVED', 'PROCESSING')
      RETURNING *
    ), dispatched AS (
      UPDATE inbox SET dispatched_at = now() WHERE id = ANY($1) AND dispatched_at IS NULL
    ), told AS (
      SELECT m.id, m.type, m.facts, m.test, m.planned_at IS NOT NULL AS planned, (
        SELECT e.id FROM events e
        WHERE m.collapse_key IS NOT NULL AND e.business_id = m.business_id AND e.collapse_key = m.collapse_key AND e.id < m.id
          AND (m.collapse_seconds IS NULL OR e.occurred_at > m.occurred_at - m.collapse_seconds * interval '1 second')
        ORDER BY e.id LIMIT 1
      ) AS "supersededBy"
      FROM mine m
    ), business AS (
      SELECT b.* FROM businesses b WHERE b.id = (SELECT business_id FROM mine LIMIT 1)
    ), reachable AS (
      SELECT d.id, d.channel, d.enabled, d.suppressed, d.disabled_reason AS "disabledReason", d.takes_all AS "takesAll",
        coalesce(d.address, d.url_hint, r.name) AS "shownAs", r.id AS "recipientId", coalesce(r.roles, '{}') AS roles,
        coalesce(r.locale, b.locale) AS locale, coalesce(r.time_zone, b.time_zone) AS "timeZone",
        coalesce((
          SELECT jsonb_object_agg(p.event_type, p.enabled) FROM preferences p
          WHERE p.destination_id = d.id AND p.event_type IN (SELECT type FROM mine)
        ), '{}') AS choices
      FROM business b JOIN destinations d ON d.business_id = b.id LEFT JOIN recipients r ON r.id = d.recipient_id
      WHERE d.removed_at IS NULL AND r.removed_at IS NULL
      ORDER BY d.id
    )
    SELECT b.id AS "businessId",
      (SELECT coalesce(json_agg(told ORDER BY told.id), '[]') FROM told) AS events,
      (SELECT coalesce(json_agg(reachable), '[]') FROM reachable) AS destinations
    FROM business b`,
};

/** Records a plan: deliveries, in-app items and what is still open. Once per event. */
export const RECORD: NamedStatement = {
  name: 'plan.record',
  text: `
    WITH planned AS (
      UPDATE events e SET planned_at = now(), open_deliveries = t.open,
        status = CASE WHEN t.open = 0 THEN 'PROCESSED' ELSE 'PROCESSING' END
      FROM unnest($1::text[], $2::integer[]) AS t(id, open)
      WHERE e.id = t.id AND e.planned_at IS NULL
      RETURNING e.id
    ), made AS (
      INSERT INTO deliveries (id, business_id, event_id, destination_id, channel, sent_to, status, because, reason, settled_at)
      SELECT t.id, $3, t.event_id, t.destination_id, t.channel, t.sent_to, t.status, t.because,
        CASE WHEN t.status IN ('SKIPPED', 'SUPERSEDED') THEN t.because END,
        CASE WHEN t.status = 'PENDING' THEN NULL ELSE now() END
      FROM unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
        AS t(id, event_id, destination_id, channel, sent_to, status, because)
      WHERE t.event_id IN (SELECT id FROM planned)
    ), shown AS (
      INSERT INTO notifications (id, business_id, recipient_id, event_id, delivery_id, title, body, severity)
      SELECT t.id, $3, t.recipient_id, t.event_id, t.delivery_id, t.title, t.body, t.severity
      FROM unnest($11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[])
        AS t(id, recipient_id, event_id, delivery_id, title, body, severity)
      WHERE t.event_id IN (SELECT id FROM planned)
    )
    SELECT id FROM planned`,
};

/** What an earlier call recorded and nobody has sent yet. */
export const RECORDED: NamedStatement = {
  name: 'plan.recorded',
  text: `SELECT id, channel, destination_id AS "destinationId" FROM deliveries WHERE event_id = ANY($1) AND status = 'PENDING' ORDER BY id`,
};

/** Sets one event aside: $2 the reason. */
export const FAIL: NamedStatement = {
  name: 'plan.fail',
  text: `UPDATE events SET status = 'FAILED', status_reason = $2 WHERE id = $1`,
};
