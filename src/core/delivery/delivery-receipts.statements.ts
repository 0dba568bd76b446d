/** What taking in receipts says to PostgreSQL, all in one transaction. */
import type { DeliveryReceipt } from '../../domain/health/delivery-receipts.js';
import { namedStatement } from '../../platform/database/statement.js';
import type { SuppressedDestination } from '../notices/address-notice.js';
import { CLOSE_EVENTS } from '../planning/open-deliveries.statements.js';

interface ReceiptsParams {
  receipts: readonly DeliveryReceipt[];
}

/** The columns of a DeliveryReceipt. */
const CAME = `jsonb_to_recordset($receipts) AS c(id text, "deliveryId" text, report text, at timestamptz, detail jsonb, status text, suppresses boolean)`;

/** Gives the ids of those that are new, and about a mail of ours. */
export const INSERT_DELIVERY_RECEIPTS = namedStatement<ReceiptsParams, { id: string }>(
  'receipts.insert',
  `
    INSERT INTO delivery_receipts (id, business_id, delivery_id, report, at)
    SELECT c.id, d.business_id, d.id, c.report, c.at FROM ${CAME} JOIN deliveries d ON d.id = c."deliveryId" AND d.channel = 'EMAIL'
    ORDER BY c.id
    ON CONFLICT (id) DO NOTHING RETURNING id`,
);

/** An event whose deliveries moved on. */
export interface MovedEvent {
  id: string;
  businessId: string;
}

/**
 * Moves deliveries on, never back, and settles events whose last delivery this ends: a receipt may be here before the answer of
 * the provider is recorded, or instead of it. Those of one digest went out as one mail, under the id of the first.
 */
export const UPDATE_DELIVERIES = namedStatement<ReceiptsParams, MovedEvent>(
  'receipts.deliveries',
  `
    WITH reported AS (
      SELECT "deliveryId" AS id, CASE WHEN bool_or(status = 'BOUNCED') THEN 'BOUNCED' ELSE 'DELIVERED' END AS status,
        (array_agg(detail ORDER BY at DESC) FILTER (WHERE status = 'BOUNCED'))[1] AS reason
      FROM ${CAME} WHERE status IS NOT NULL GROUP BY "deliveryId"
    ), meant AS (
      SELECT id, status, reason FROM reported
      UNION
      SELECT o.id, t.status, t.reason FROM reported t JOIN deliveries d ON d.id = t.id AND d.held_by = 'DIGEST'
      JOIN deliveries o ON o.destination_id = d.destination_id AND o.held_by = 'DIGEST' AND o.due_at = d.due_at
    ), before AS (
      SELECT d.id, d.status FROM deliveries d WHERE d.id IN (SELECT id FROM meant)
        AND (d.status IN ('SENT', 'UNKNOWN', 'DELIVERED') OR d.status = 'PENDING' AND (d.unclear OR d.sending_at IS NOT NULL))
      ORDER BY d.id FOR UPDATE
    ), moved AS (
      UPDATE deliveries d SET status = m.status, reason = m.reason, settled_at = now(), sending_at = NULL
      FROM meant m JOIN before b ON b.id = m.id
      WHERE d.id = m.id AND NOT (b.status = 'DELIVERED' AND m.status = 'DELIVERED')
      RETURNING d.event_id, d.business_id, d.status, b.status AS was
    ), settled AS (
      SELECT event_id, status FROM moved WHERE was = 'PENDING'
    ),${CLOSE_EVENTS}
    SELECT DISTINCT event_id AS id, business_id AS "businessId" FROM moved`,
);

interface ReceiptAttemptRow {
  id: string;
  receiptId: string;
}

/** Beside the provider's answer in the list of attempts. */
export const INSERT_RECEIPT_ATTEMPTS = namedStatement<ReceiptsParams & { attempts: readonly ReceiptAttemptRow[] }>(
  'receipts.attempts',
  `
    INSERT INTO attempts (id, business_id, delivery_id, number, at, outcome, status_code, detail, duration_ms)
    SELECT n.id, d.business_id, d.id, greatest(d.tries, 1), c.at, c.report, NULL, c.detail, 0
    FROM jsonb_to_recordset($attempts) AS n(id text, "receiptId" text) JOIN ${CAME} ON c.id = n."receiptId"
    JOIN deliveries d ON d.id = c."deliveryId"`,
);

/** Gives the destinations that were not suppressed before. */
export const SUPPRESS_ADDRESSES = namedStatement<ReceiptsParams, SuppressedDestination>(
  'receipts.suppress',
  `
    UPDATE destinations t SET suppressed = true
    FROM (SELECT DISTINCT ON (d.destination_id) d.destination_id, c.detail FROM ${CAME} JOIN deliveries d ON d.id = c."deliveryId"
      WHERE c.suppresses ORDER BY d.destination_id, c.at DESC) s
    WHERE t.id = s.destination_id AND t.channel = 'EMAIL' AND NOT t.suppressed AND t.removed_at IS NULL
    RETURNING t.id, t.business_id AS "businessId", t.label, s.detail AS reason`,
);
