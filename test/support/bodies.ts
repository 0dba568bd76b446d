/** Bodies as they came, for tests that look at what is kept. */
import type { DataSource } from 'typeorm';
import { openBody, type StoredBody } from '../../src/core/ingest/event-body.js';
import { boxOf } from '../../src/platform/database/keyed-data-source.js';

/** By event, of one business or of all; without those that are no longer kept. */
export async function storedBodies(dataSource: DataSource, businessId?: string): Promise<Map<string, string>> {
  const rows: { id: string; body: StoredBody }[] = await dataSource.query(
    'SELECT id, body FROM inbox WHERE body IS NOT NULL AND business_id = coalesce($1, business_id)',
    [businessId ?? null],
  );
  return new Map(rows.map(({ id, body }) => [id, openBody(boxOf(dataSource), id, body).toString('utf8')]));
}
