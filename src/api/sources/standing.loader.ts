/** What has come to sources and what was refused, for where each of them stands. */
import type { DataSource } from 'typeorm';
import type { Source } from '../../core/ingest/source.entity.js';
import { firstIdAt } from '../../domain/ids.js';
import { holding } from '../../domain/rotation.js';
import { COUNTED_AT_MOST, type Refusals } from '../../domain/source-standing.js';
import { lastEventsOfSources } from './source.loader.js';

/** The secrets of these sources, and when they were changed last. */
const SECRETS = `SELECT id, secrets, secrets_changed_at AS at FROM sources WHERE id = ANY($1) AND business_id = $2`;

type SecretsRow = Pick<Source, 'id' | 'secrets'> & { at: Date | null };

/**
 * $1 the sources, $2 of each the moment since which refusals count (null: always), $3 the first id that one can have since
 * then, $5 whether it has a secret: then none is missing, also where another process refused for that in the second in which it
 * was entered. Somebody who opens the address in a browser (404) is no producer.
 */
const REFUSALS = `
  SELECT s.id, r.count, r.since, r.reasons[1] AS why
  FROM unnest($1::text[], $2::timestamptz[], $3::text[], $5::boolean[]) AS s(id, at, first, has_secret)
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS count, min(n.at) AS since, array_agg(n.reason ORDER BY n.id DESC) AS reasons
    FROM (SELECT * FROM rejected_requests q WHERE q.source_id = s.id AND q.id >= s.first AND q.status_code <> 404
      AND q.business_id = $4 AND (s.at IS NULL OR q.at > s.at)
      AND NOT (s.has_secret AND q.reason->>'code' = 'SECRET_NOT_SET') ORDER BY q.id DESC LIMIT ${COUNTED_AT_MOST}) n
  ) r WHERE r.count > 0`;

/** What was refused of each source since its newest event and with the secrets of now; null where nothing was. */
export async function refusalsOfSources(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
): Promise<(Refusals | null)[]> {
  const [last, rows] = await Promise.all([
    lastEventsOfSources(dataSource, businessId, ids),
    dataSource.query(SECRETS, [ids, businessId]) as Promise<SecretsRow[]>,
  ]);
  const secretsOf = new Map(rows.map((row) => [row.id, row]));
  const since = ids.map((id, place) => Math.max(last[place]?.getTime() ?? 0, secretsOf.get(id)?.at?.getTime() ?? 0));
  const firstIds = since.map((at) => firstIdAt('rejectedRequest', at));
  const hasSecret = ids.map((id) => holding(secretsOf.get(id)?.secrets ?? [], Date.now()).length > 0);
  const moments = since.map((at) => (at > 0 ? new Date(at) : null));
  const values = [ids, moments, firstIds, businessId, hasSecret];
  const refused: (Refusals & { id: string })[] = await dataSource.query(REFUSALS, values);
  const byId = new Map(refused.map(({ id, ...refusals }) => [id, refusals]));
  return ids.map((id) => byId.get(id) ?? null);
}
