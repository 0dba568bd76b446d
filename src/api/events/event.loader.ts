/** Events by their ids, and what came in as each of them. */
import type { DataSource } from 'typeorm';
import { Event } from '../../core/ingest/event.entity.js';
import { parseWithoutRounding } from '../../platform/json/exact-json.js';
import { rowsById } from '../graphql/loaders.js';

export const eventsById = rowsById(Event);

/** The body as the provider sent it, parsed; null where it is no longer kept. */
export async function payloadsOfEvents(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
): Promise<unknown[]> {
  const rows: { id: string; body: Buffer | null }[] = await dataSource.query(
    'SELECT id, body FROM inbox WHERE id = ANY($1) AND business_id = $2',
    [ids, businessId],
  );
  const byId = new Map(rows.map((row) => [row.id, row.body]));
  const textOf = (id: string) =>
    byId
      .get(id)
      ?.toString('utf8')
      .replace(/^\uFEFF/, '');
  return ids.map((id) => parseWithoutRounding(textOf(id) ?? 'null'));
}
