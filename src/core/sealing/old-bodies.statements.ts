/** All that sealing stored bodies anew says to PostgreSQL. */
import { type NoParams, namedStatement } from '../../platform/database/statement.js';
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
  /** Of the key that sealed them. */
  keyId: string;
  ids: readonly string[];
  bodies: readonly StoredBody[];
  /** Up to which event the next walk has nothing to do; null: as before. */
  sealedTo: string | null;
}

/** Gives a row where the business is still sealed by this key; a process with other keys may have begun meanwhile. What was erased stays so. */
export const REPLACE_BODIES = namedStatement<ReplaceBodiesParams, { id: string }>(
  'seal.replace',
  `
    WITH held AS (
      SELECT id FROM businesses WHERE id = $businessId AND bodies_key = $keyId FOR NO KEY UPDATE
    ), replaced AS (
      UPDATE inbox i SET body = t.body FROM held, unnest($ids::text[], $bodies::bytea[]) AS t(id, body) WHERE i.id = t.id AND i.body IS NOT NULL
    )
    UPDATE businesses b SET bodies_sealed_to = coalesce($sealedTo::text, b.bodies_sealed_to) FROM held WHERE b.id = held.id RETURNING b.id`,
);

/** The next walk of each business begins at its first event. */
export const FORGET_SEALING = namedStatement<NoParams>('seal.forget', 'UPDATE businesses SET bodies_key = NULL');

/** How many bodies of the next events each key sealed (null: none did), and the last of these events. */
export const COUNT_BODIES = namedStatement<
  { after: string; atMost: number },
  { key: string | null; count: number; last: string }
>(
  'seal.count',
  `
    WITH piece AS (
      SELECT id, substr(body, 1, 66) AS head FROM inbox WHERE id > $after AND body IS NOT NULL ORDER BY id LIMIT $atMost
    ), judged AS (
      SELECT id, CASE WHEN length(head) > 2 AND get_byte(head, 0) = 1 THEN convert_from(substr(head, 3, get_byte(head, 1)), 'LATIN1') END AS key FROM piece
    )
    SELECT key, count(*)::int AS count, (SELECT max(id) FROM piece) AS last FROM judged GROUP BY key`,
);
