/** Events by their ids, and what came in as each of them. */
import type { DataSource } from 'typeorm';
import { Event } from '../../core/ingest/event.entity.js';
import { openBody, type StoredBody } from '../../core/ingest/event-body.js';
import { boxOf } from '../../platform/database/keyed-data-source.js';
import { parseWithoutRounding } from '../../platform/json/exact-json.js';
import { ANSWER_BYTES, answerTooLarge } from '../graphql/answer-size.js';
import { rowsById } from '../graphql/loaders.js';

export const eventsById = rowsById(Event);

/** What a provider sent; `payload()` is `{ erased: { code, at } }` where it is no longer kept. */
export interface EventBody {
  /** Read when it is asked for: many at once would keep everybody waiting. */
  payload(): unknown;
  bytes: number;
}

/** Bodies as they came. All of one look-up are as large as one answer may be, at most: an error stands for each further one. */
export async function bodiesOfEvents(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
): Promise<(EventBody | Error)[]> {
  const rows: { id: string; body: StoredBody | null; bytes: number; erased: object | null }[] = await dataSource.query(
    `SELECT i.id, coalesce(octet_length(i.body), 0) AS bytes,
        CASE WHEN sum(octet_length(i.body)) OVER (ORDER BY i.id) <= $3 THEN i.body END AS body,
        CASE WHEN i.body IS NULL AND e.erased_at IS NOT NULL THEN json_build_object('code', e.erased_by, 'at', e.erased_at) END AS erased
      FROM inbox i JOIN events e ON e.id = i.id WHERE i.id = ANY($1) AND i.business_id = $2`,
    [ids, businessId, ANSWER_BYTES],
  );
  const box = boxOf(dataSource);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => {
    const { body = null, bytes = 0, erased = null } = byId.get(id) ?? {};
    if (erased) return { payload: () => ({ erased }), bytes: 0 };
    if (body === null && bytes > 0) return answerTooLarge();
    return { payload: () => (body ? parsedPayload(openBody(box, id, body)) : null), bytes };
  });
}

const parsedPayload = (body: Buffer) => parseWithoutRounding(body.toString('utf8').replace(/^\uFEFF/, ''));
