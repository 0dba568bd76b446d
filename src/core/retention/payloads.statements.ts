/** All that the retention of bodies says to PostgreSQL. */
import { namedStatement } from '../../platform/database/statement.js';
import { IS_NEEDED, OPEN_DISPUTES } from './needed-events.js';

export interface OldPayloadParams {
  businessId: string;
  /** The first event id whose body is kept. */
  before: string;
  at: Date;
  atMost: number;
}

/** Of one statement. */
export interface ErasedPiece {
  /** How many events it looked at; fewer than `atMost`: there are no more. */
  seen: number;
  erased: number;
}

/** The CTEs `body` and `erased`: bodies of the CTE `piece` (id, needed) go, and their events say so. */
const ERASE_PIECE = `
    body AS (
      UPDATE inbox i SET body = NULL FROM piece p WHERE i.id = p.id AND NOT p.needed AND i.body IS NOT NULL RETURNING i.id
    ), erased AS (
      UPDATE events e SET erased_at = $at::timestamptz, erased_by = 'RETENTION' FROM body WHERE e.id = body.id RETURNING e.id
    )`;

const COUNT_PIECE = `SELECT (SELECT count(*)::integer FROM piece) AS seen, (SELECT count(*)::integer FROM erased) AS erased`;

/**
 * Goes on where the last one ended, in the order of the ids. Events are locked first: who resends one at this moment either
 * comes before and keeps its body, or finds it gone. What is needed is noted, for the next walk.
 */
export const ERASE_OLD_PAYLOADS = namedStatement<OldPayloadParams, ErasedPiece>(
  'retention.erase',
  `
    WITH ${OPEN_DISPUTES}, piece AS (
      SELECT e.id, ${IS_NEEDED} AS needed FROM events e
      WHERE e.business_id = $businessId AND e.id > (SELECT payloads_erased_to FROM businesses WHERE id = $businessId) AND e.id < $before
      ORDER BY e.id LIMIT $atMost FOR UPDATE OF e
    ),${ERASE_PIECE}, kept AS (
      INSERT INTO kept_payloads (event_id, business_id) SELECT id, $businessId FROM piece WHERE needed ON CONFLICT DO NOTHING
    ), advanced AS (
      UPDATE businesses SET payloads_erased_to = last.id FROM (SELECT max(id) AS id FROM piece) last
      WHERE businesses.id = $businessId AND last.id IS NOT NULL
    )
    ${COUNT_PIECE}`,
);

/** Of what earlier walks had to keep, what is needed no longer. */
export const ERASE_KEPT_PAYLOADS = namedStatement<OldPayloadParams, ErasedPiece>(
  'retention.kept',
  `
    WITH ${OPEN_DISPUTES}, piece AS (
      SELECT e.id, false AS needed FROM kept_payloads k JOIN events e ON e.id = k.event_id
      WHERE k.business_id = $businessId AND k.event_id < $before AND NOT ${IS_NEEDED}
      ORDER BY e.id LIMIT $atMost FOR UPDATE OF e
    ),${ERASE_PIECE}, freed AS (
      DELETE FROM kept_payloads k USING piece p WHERE k.event_id = p.id
    )
    ${COUNT_PIECE}`,
);

/** Null: as the installation has it. */
export const FIND_PAYLOAD_DAYS = namedStatement<{ businessId: string }, { days: number | null }>(
  'retention.days',
  'SELECT payload_days AS days FROM businesses WHERE id = $businessId',
);
