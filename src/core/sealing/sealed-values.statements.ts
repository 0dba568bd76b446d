/** All that the sealed places say to PostgreSQL; their names are ours, never somebody's words. */
import { namedStatement } from '../../platform/database/statement.js';
import { placeName, SEALED_PLACES, type SealedPlace } from './sealed-places.js';

/** The next values of a place in the order of their rows' ids; `SECRETS` as the text of their JSON. */
export const findSealed = (place: SealedPlace) =>
  namedStatement<{ after: string; atMost: number }, { id: string; sealed: string }>(
    `sealed.find.${placeName(place)}`,
    `SELECT id, ${place.column}::text AS sealed FROM ${place.table} WHERE id > $after AND ${place.column} IS NOT NULL ORDER BY id LIMIT $atMost`,
  );

interface ReplaceParams {
  ids: readonly string[];
  /** As they were found. */
  before: readonly string[];
  sealed: readonly string[];
}

/** Gives those that were as they had been found: what somebody changed meanwhile is theirs. */
export const replaceSealed = (place: SealedPlace) =>
  namedStatement<ReplaceParams, { id: string }>(
    `sealed.replace.${placeName(place)}`,
    `
    UPDATE ${place.table} p SET ${place.column} = v.sealed${place.holds === 'SECRETS' ? '::jsonb' : ''}
    FROM unnest($ids::text[], $before::text[], $sealed::text[]) AS v(id, before, sealed)
    WHERE p.id = v.id AND p.${place.column}::text = v.before RETURNING p.id`,
  );

/** What one key sealed in one place. */
export interface SealedByKey {
  place: string;
  key: string;
  count: number;
  /** One of them, and its row. */
  id: string;
  sealed: string;
}

const selectSealed = ({ table, column, holds, live }: SealedPlace) =>
  holds === 'TEXT'
    ? `SELECT '${placeName({ table, column })}' AS place, id, ${column} AS sealed FROM ${table} WHERE ${live} AND ${column} IS NOT NULL`
    : `SELECT '${placeName({ table, column })}', id, one ->> 'sealed' FROM ${table}, jsonb_array_elements(${column}) one WHERE ${live}`;

/** By place and key, of what is still put to use. */
export const COUNT_SEALED = namedStatement<Record<string, never>, SealedByKey>(
  'sealed.count',
  `
    SELECT place, split_part(sealed, '.', 1) AS key, count(*)::int AS count, (array_agg(id ORDER BY id, sealed))[1] AS id,
      (array_agg(sealed ORDER BY id, sealed))[1] AS sealed
    FROM (${SEALED_PLACES.map(selectSealed).join(' UNION ALL ')}) stored GROUP BY 1, 2 ORDER BY 1, 2`,
);

/** Of the bodies behind what the nightly walk has done: the key of each, of so many at most. */
export const COUNT_YOUNG_BODIES = namedStatement<{ atMost: number }, { key: string; count: number }>(
  'sealed.young',
  `
    SELECT key, count(*)::int AS count FROM businesses b, LATERAL (
      SELECT convert_from(substr(i.body, 3, get_byte(i.body, 1)), 'LATIN1') AS key FROM events e JOIN inbox i ON i.id = e.id
      WHERE e.business_id = b.id AND e.id > b.bodies_sealed_to AND length(i.body) > 2 AND get_byte(i.body, 0) = 1
      ORDER BY e.id LIMIT $atMost
    ) young GROUP BY key ORDER BY key`,
);

/** By which key all bodies are sealed that the nightly walks have done. */
export const KEYS_OF_WALKS = namedStatement<Record<string, never>, { key: string }>(
  'sealed.walks',
  'SELECT DISTINCT bodies_key AS key FROM businesses WHERE bodies_key IS NOT NULL ORDER BY 1',
);
