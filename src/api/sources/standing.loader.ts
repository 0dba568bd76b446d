/** What has come to sources and what was refused, for where each of them stands. */
import type { DataSource } from 'typeorm';
import { firstIdAt } from '../../domain/ids.js';
import { COUNTED_AT_MOST, type Refusals } from '../../domain/source-standing.js';
import { lastEventsOfSources } from './source.loader.js';

/**
 * $1 the sources, $2 of each the moment of its newest event (null: none), $3 the first id of a refusal since then. Somebody
 * who opens the address in a browser (404) is no producer.
 */
const REFUSALS = `
  SELECT s.id, r.count, r.since, r.reasons[1] AS why
  FROM unnest($1::text[], $2::timestamptz[], $3::text[]) AS s(id, at, first)
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS count, min(n.at) AS since, array_agg(n.reason ORDER BY n.id DESC) AS reasons
    FROM (SELECT * FROM rejected_requests q WHERE q.source_id = s.id AND q.id >= s.first AND q.status_code <> 404
      AND q.business_id = $4 AND (s.at IS NULL OR q.at > s.at) ORDER BY q.id DESC LIMIT ${COUNTED_AT_MOST}) n
  ) r WHERE r.count > 0`;

/** What was refused of each source since its newest event; null where nothing was. */
export async function refusalsOfSources(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
): Promise<(Refusals | null)[]> {
  const last = await lastEventsOfSources(dataSource, businessId, ids);
  const firstIds = last.map((at) => firstIdAt('rejectedRequest', at?.getTime() ?? 0));
  const rows: (Refusals & { id: string })[] = await dataSource.query(REFUSALS, [ids, last, firstIds, businessId]);
  const byId = new Map(rows.map(({ id, ...refusals }) => [id, refusals]));
  return ids.map((id) => byId.get(id) ?? null);
}
