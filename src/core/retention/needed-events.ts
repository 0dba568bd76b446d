/** Which events must keep what they have, however old they are and whoever asks. */

/** SQL for the CTE `open_dispute`: disputes of the business $businessId that have no end yet. */
export const OPEN_DISPUTES = `
    open_dispute AS MATERIALIZED (
      SELECT external_id, payment_id FROM disputes
      WHERE business_id = $businessId AND state IN ('NEEDS_RESPONSE', 'ACKNOWLEDGED', 'RESPONDED')
    )`;

/** SQL: the event `e` is still at work, or belongs to a dispute without an end. */
export const IS_NEEDED = `(e.status IN ('RECEIVED', 'PROCESSING') OR EXISTS (SELECT FROM open_dispute o
      WHERE o.external_id IN (e.entity_id, e.facts->>'disputeId') OR o.payment_id IN (e.entity_id, e.facts->>'paymentId')))`;
