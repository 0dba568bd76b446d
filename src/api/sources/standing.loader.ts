/** What has come to sources and what was refused, for where each of them stands. */
import type { DataSource } from 'typeorm';
import { firstIdAt } from '../../domain/ids.js';
import { COUNTED_AT_MOST, type Refusals } from '../../domain/source-standing.js';
import { lastEventsOfSources } from './source.loader.js';

/** When the secrets of these sources were changed last. */
const CHANGES = `SELECT id, secrets_changed_at AS at FROM sources WHERE id = ANY($1) AND business_id = $2`;

/**
 * $1 the sources, $2 of each the moment since which refusals count (null: always), $3 the first id that one can have since
 * then. Somebody who opens the address in a browser (404) is no producer.
 */
const REFUSALS = `
  SELECT s.id, r.count, r.since, r.reasons[1] AS why
  FROM unnest($1::text[], $2::timestamptz[], $3::text[]) AS s(id, at, first)
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS count, min(n.at) AS since, array_agg(n.reason ORDER BY n.id DESC) AS reasons
    FROM (SELECT * FROM rejected_requests q WHERE q.source_id = s.id AND q.id >= s.first AND q.status_code <> 404
      AND q.business_id = $4 AND (s.at IS NULL OR q.at > s.at) ORDER BY q.id DESC LIMIT ${COUNTED_AT_MOST}) n
  ) r WHERE r.count > 0`;

/** What was refused of each source since its newest event and with the secrets of now; null where nothing was. */
export async function refusalsOfSources(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
): Promise<(Refusals | null)[]> {
  const [last, changes] = await Promise.all([
    lastEventsOfSources(dataSource, businessId, ids),
    dataSource.query(CHANGES, [ids, businessId]) as Promise<{ id: string; at: Date | null }[]>,
  ]);
  const changed = new Map(changes.map(({ id, at }) => [id, at?.getTime() ?? 0]));
  const since = ids.map((id, place) => Math.max(last[place]?.getTime() ?? 0, changed.get(id) ?? 0));
  const firstIds = since.map((at) => firstIdAt('rejectedRequest', at));
  const values = [ids, since.map((at) => (at > 0 ? new Date(at) : null)), firstIds, businessId];
  const rows: (Refusals & { id: string })[] = await dataSource.query(REFUSALS, values);
  const byId = new Map(rows.map(({ id, ...refusals }) => [id, refusals]));
  return ids.map((id) => byId.get(id) ?? null);
}
