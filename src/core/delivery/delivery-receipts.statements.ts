/** What taking in receipts says to PostgreSQL, all in one transaction. $1: an array of receipts as JSON. */

const CAME = `jsonb_to_recordset($1::jsonb) AS c(id text, "deliveryId" text, report text, at timestamptz, detail jsonb, status text, suppresses boolean)`;

/** Gives the ids of those that are new, and about a mail of ours. */
export const INSERT_DELIVERY_RECEIPTS = `
  INSERT INTO delivery_receipts (id, business_id, delivery_id, report, at)
  SELECT c.id, d.business_id, d.id, c.report, c.at FROM ${CAME} JOIN deliveries d ON d.id = c."deliveryId" AND d.channel = 'EMAIL'
  ORDER BY c.id
  ON CONFLICT (id) DO NOTHING RETURNING id`;

/**
 * Moves deliveries on, never back, and settles events whose last delivery this ends: a receipt may be here before the answer of
 * the provider is recorded, or instead of it. Those of one digest went out as one mail, under the id of the first.
 */
export const UPDATE_DELIVERIES = `
  WITH told AS (
    SELECT "deliveryId" AS id, CASE WHEN bool_or(status = 'BOUNCED') THEN 'BOUNCED' ELSE 'DELIVERED' END AS status,
      (array_agg(detail ORDER BY at DESC) FILTER (WHERE status = 'BOUNCED'))[1] AS reason
    FROM ${CAME} WHERE status IS NOT NULL GROUP BY "deliveryId"
  ), meant AS (
    SELECT id, status, reason FROM told
    UNION
    SELECT o.id, t.status, t.reason FROM told t JOIN deliveries d ON d.id = t.id AND d.held_by = 'DIGEST'
    JOIN deliveries o ON o.destination_id = d.destination_id AND o.held_by = 'DIGEST' AND o.due_at = d.due_at
  ), before AS (
    SELECT d.id, d.status FROM deliveries d WHERE d.id IN (SELECT id FROM meant)
      AND (d.status IN ('SENT', 'UNKNOWN', 'DELIVERED') OR d.status = 'PENDING' AND (d.unclear OR d.sending_at IS NOT NULL))
    ORDER BY d.id FOR UPDATE
  ), moved AS (
    UPDATE deliveries d SET status = m.status, reason = m.reason, settled_at = now(), sending_at = NULL
    FROM meant m JOIN before b ON b.id = m.id
    WHERE d.id = m.id AND NOT (b.status = 'DELIVERED' AND m.status = 'DELIVERED')
    RETURNING d.event_id, d.business_id, b.status AS was
  ), closed AS (
    SELECT event_id, count(*)::integer AS count FROM moved WHERE was = 'PENDING' GROUP BY event_id
  ), locked AS (
    SELECT id FROM events WHERE id IN (SELECT event_id FROM closed) ORDER BY id FOR UPDATE
  ), ended AS (
    UPDATE events e SET open_deliveries = e.open_deliveries - closed.count,
      status = CASE WHEN e.open_deliveries <= closed.count THEN 'PROCESSED' ELSE e.status END
    FROM closed JOIN locked ON locked.id = closed.event_id WHERE e.id = closed.event_id
  )
  SELECT DISTINCT event_id AS id, business_id AS "businessId" FROM moved`;

/** Beside the provider's answer in the list of attempts. $2: ids for the rows. */
export const INSERT_RECEIPT_ATTEMPTS = `
  INSERT INTO attempts (id, business_id, delivery_id, number, at, outcome, status_code, detail, duration_ms)
  SELECT n.id, d.business_id, d.id, greatest(d.tries, 1), c.at, c.report, NULL, c.detail, 0
  FROM unnest($2::text[], $3::text[]) AS n(id, receipt) JOIN ${CAME} ON c.id = n.receipt JOIN deliveries d ON d.id = c."deliveryId"`;

/** Gives the destinations that were not suppressed before. */
export const SUPPRESS_ADDRESSES = `
  UPDATE destinations t SET suppressed = true
  FROM (SELECT DISTINCT ON (d.destination_id) d.destination_id, c.detail FROM ${CAME} JOIN deliveries d ON d.id = c."deliveryId"
    WHERE c.suppresses ORDER BY d.destination_id, c.at DESC) s
  WHERE t.id = s.destination_id AND t.channel = 'EMAIL' AND NOT t.suppressed AND t.removed_at IS NULL
  RETURNING t.id, t.business_id AS "businessId", t.label, s.detail AS reason`;
