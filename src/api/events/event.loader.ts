/** Events by their ids, and what came in as each of them. */
import type { DataSource } from 'typeorm';
import { Event } from '../../core/ingest/event.entity.js';
import { parseWithoutRounding } from '../../platform/json/exact-json.js';
import { ANSWER_BYTES, answerTooLarge } from '../graphql/answer-size.js';
import { rowsById } from '../graphql/loaders.js';

export const eventsById = rowsById(Event);

/** What a provider sent; `payload` is null where it is no longer kept. */
export interface EventBody {
  payload: unknown;
  bytes: number;
}

/** Bodies as they came, parsed. All of one look-up are as large as one answer may be, at most: an error stands for each further one. */
export async function bodiesOfEvents(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
): Promise<(EventBody | Error)[]> {
  const rows: { id: string; body: Buffer | null; bytes: number }[] = await dataSource.query(
    `SELECT id, coalesce(octet_length(body), 0) AS bytes,
        CASE WHEN sum(octet_length(body)) OVER (ORDER BY id) <= $3 THEN body END AS body
      FROM inbox WHERE id = ANY($1) AND business_id = $2`,
    [ids, businessId, ANSWER_BYTES],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const { body = null, bytes = 0 } = byId.get(id) ?? {};
    if (body === null && bytes > 0) return answerTooLarge();
    const text = body?.toString('utf8').replace(/^\uFEFF/, '');
    return { payload: parseWithoutRounding(text ?? 'null'), bytes };
  });
}
