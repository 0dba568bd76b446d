/** How in-app items are written. */
import { namedStatement } from '../../platform/database/statement.js';
import { SOURCE_KINDS } from '../../sources/index.js';
import { SOURCE_ID_SPACE } from '../ingest/id-space.js';

export interface NotificationRow {
  id: string;
  recipientId: string;
  eventId: string;
  deliveryId: string;
  title: string;
  body: string;
  severity: string;
  /** Of something that changes (a dispute, a payout, a subscription), its category: its newest event rewrites the item until it is archived. */
  thread: string | null;
}

/** The columns of `jsonb_to_recordset($notifications)`: NotificationRow. */
export const NOTIFICATION_COLUMNS = `id text, "recipientId" text, "eventId" text, "deliveryId" text, title text, body text,
        severity text, thread text`;

/**
 * SQL for what the item of event `e` is of, in this category. Ids of a payment provider are of one thing; who counts may have a
 * dispute, a payout and a subscription of one number.
 */
export const threadKey = (e: string, category: string) => `${SOURCE_ID_SPACE(e)} || ' ' || ${e}.entity_id || CASE
          WHEN EXISTS (SELECT FROM sources o WHERE o.id = ${e}.source_id AND o.kind = '${SOURCE_KINDS.GENERIC.kind}') THEN ' ' || ${category} ELSE '' END`;

/**
 * SQL: what the item says is a notice of ours of this stage, such as a reminder. What a provider tells after it is newer than what
 * we knew then, although it may have happened before: an answer whose webhook comes late.
 */
const isOwnWord = (shown: string, next: string) => `EXISTS (
          SELECT FROM events o JOIN events m ON m.id = ${next}
          WHERE o.id = ${shown} AND o.own AND NOT m.own AND o.facts->>'stage' IS NOT DISTINCT FROM m.facts->>'stage')`;

/**
 * The CTEs `threaded` and `shown` (id, recipient_id, event_id): writes what a CTE `item` (columns as in NotificationRow)
 * gives, one item per person and thread, and never an older state over a newer one.
 */
export const SHOW_NOTIFICATIONS = `
    threaded AS (
      SELECT DISTINCT ON (i."recipientId", coalesce(k.thread_key, i.id)) i.*, k.thread_key, e.business_id, e.occurred_at
      FROM item i JOIN events e ON e.id = i."eventId"
      CROSS JOIN LATERAL (SELECT CASE WHEN i.thread IS NOT NULL THEN ${threadKey('e', 'i.thread')} END AS thread_key) k
      ORDER BY i."recipientId", coalesce(k.thread_key, i.id), e.occurred_at DESC, i."eventId" DESC
    ), shown AS (
      INSERT INTO notifications AS n
        (id, business_id, recipient_id, event_id, delivery_id, title, body, severity, thread_key, occurred_at)
      SELECT id, business_id, "recipientId", "eventId", "deliveryId", title, body, severity, thread_key, occurred_at FROM threaded
      ON CONFLICT (recipient_id, thread_key) WHERE thread_key IS NOT NULL AND archived_at IS NULL
      DO UPDATE SET event_id = excluded.event_id, delivery_id = excluded.delivery_id, title = excluded.title,
        body = excluded.body, severity = excluded.severity, occurred_at = excluded.occurred_at, updated_at = now(), read_at = NULL
      WHERE n.occurred_at <= excluded.occurred_at OR ${isOwnWord('n.event_id', 'excluded.event_id')}
      RETURNING n.id, n.recipient_id, n.event_id
    )`;

/** Other words for the same: marks and places stay. */
export const REWORD_NOTIFICATIONS = namedStatement<{
  notifications: readonly { id: string; title: string; body: string }[];
}>(
  'notifications.reword',
  `
    UPDATE notifications n SET title = t.title, body = t.body
    FROM jsonb_to_recordset($notifications) AS t(id text, title text, body text) WHERE n.id = t.id`,
);
