/** Sources by their ids, and when each was last heard of. */
import type { DataSource } from 'typeorm';
import { RejectedRequest, Source } from '../../core/ingest/source.entity.js';
import { pagesBelow, rowsById } from '../graphql/loaders.js';

/** Removed ones too: what they sent is still there. */
export const sourcesById = rowsById(Source);

/** Newest first. */
export const rejectedOfSources = pagesBelow({
  entity: RejectedRequest,
  key: 'sourceId',
  kind: 'rejectedRequest',
  order: 'DESC',
});

const LAST_EVENTS = `
  SELECT s.id, (SELECT e.received_at FROM events e WHERE e.source_id = s.id
    AND NOT e.own AND NOT e.found_by_reconcile ORDER BY e.id DESC LIMIT 1) AS at
  FROM sources s WHERE s.id = ANY($1) AND s.business_id = $2`;

/** When the newest event that a source itself sent was received; null where there is none. */
export async function lastEventsOfSources(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
): Promise<(Date | null)[]> {
  const rows: { id: string; at: Date | null }[] = await dataSource.query(LAST_EVENTS, [ids, businessId]);
  const byId = new Map(rows.map((row) => [row.id, row.at]));
  return ids.map((id) => byId.get(id) ?? null);
}
