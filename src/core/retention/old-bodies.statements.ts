/** All that sealing stored bodies anew says to PostgreSQL. */
import { namedStatement } from '../../platform/database/statement.js';
import type { StoredBody } from '../ingest/event-body.js';

/** A business whose bodies are sealed by the key up to an event: where another key sealed them, from the beginning again. */
export const BEGIN_SEALING = namedStatement<{ businessId: string; keyId: string }, { sealedTo: string }>(
  'seal.begin',
  `
    UPDATE businesses SET bodies_key = $keyId,
      bodies_sealed_to = CASE WHEN bodies_key = $keyId THEN bodies_sealed_to ELSE 'evt_00000000000000000000000000' END
    WHERE id = $businessId RETURNING bodies_sealed_to AS "sealedTo"`,
);

interface StaleBodiesParams {
  businessId: string;
  /** The last event id whose body is done. */
  after: string;
  /** The first event id that is left for the next walk. */
  before: string;
  /** With what bodies begin that are sealed by the current key. */
  head: Buffer;
  atMost: number;
  /** Of bodies: those of a piece, but for the last one. */
  bytesAtMost: number;
}

/** The next events, in the order of their ids; a body stands at those that the current key did not seal. */
export const FIND_STALE_BODIES = namedStatement<StaleBodiesParams, { id: string; body: StoredBody | null }>(
  'seal.find',
  `
    WITH piece AS (
      SELECT e.id FROM events e WHERE e.business_id = $businessId AND e.id > $after AND e.id < $before ORDER BY e.id LIMIT $atMost
    ), judged AS (
      SELECT p.id, CASE WHEN substr(i.body, 1, length($head::bytea)) <> $head THEN i.body END AS body FROM piece p LEFT JOIN inbox i ON i.id = p.id
    ), summed AS (
      SELECT *, coalesce(sum(octet_length(body)) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS bytes_before FROM judged
    )
    SELECT id, body FROM summed WHERE bytes_before <= $bytesAtMost ORDER BY id`,
);

interface ReplaceBodiesParams {
  businessId: string;
  ids: readonly string[];
  bodies: readonly StoredBody[];
  sealedTo: string;
}

/** What was erased meanwhile stays so. */
export const REPLACE_BODIES = namedStatement<ReplaceBodiesParams>(
  'seal.replace',
  `
    WITH replaced AS (
      UPDATE inbox i SET body = t.body FROM unnest($ids::text[], $bodies::bytea[]) AS t(id, body) WHERE i.id = t.id AND i.body IS NOT NULL
    )
    UPDATE businesses SET bodies_sealed_to = $sealedTo WHERE id = $businessId`,
);
