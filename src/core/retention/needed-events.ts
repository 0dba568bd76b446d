/** Which events must keep what they have, however old they are and whoever asks. */
import { HAS_NO_OUTCOME } from '../disputes/dispute-states.js';

/** SQL for the CTE `open_dispute`: disputes of the business $businessId that have no end yet. */
export const OPEN_DISPUTES = `
    open_dispute AS MATERIALIZED (
      SELECT d.external_id, d.payment_id FROM disputes d WHERE d.business_id = $businessId AND ${HAS_NO_OUTCOME}
    )`;

/** SQL: the event `e` is still at work, or belongs to a dispute without an end. */
export const IS_NEEDED = `(e.status IN ('RECEIVED', 'PROCESSING') OR EXISTS (SELECT FROM open_dispute o
      WHERE o.external_id IN (e.entity_id, e.facts->>'disputeId') OR o.payment_id IN (e.entity_id, e.facts->>'paymentId')))`;
