/** What the in-app centre says to PostgreSQL. Rows are locked in the order of their ids, so that two marks never wait for each other. */

export type Mark = 'READ' | 'UNREAD' | 'ARCHIVED' | 'UNARCHIVED';

/** $1 the business, $2 a person or null for all. Stops counting at 100. */
export const UNREAD = `
  SELECT count(*)::integer AS count FROM (
    SELECT FROM notifications
    WHERE business_id = $1 AND ($2::text IS NULL OR recipient_id = $2) AND read_at IS NULL AND archived_at IS NULL LIMIT 100
  ) capped`;

/** $1 people, $2 the business. Stops counting at 100 for each of them. */
export const UNREAD_OF_RECIPIENTS = `
  SELECT r.id, (SELECT count(*)::integer FROM (
    SELECT FROM notifications n
    WHERE n.recipient_id = r.id AND n.business_id = $2 AND n.read_at IS NULL AND n.archived_at IS NULL LIMIT 100
  ) capped) AS count
  FROM unnest($1::text[]) AS r(id)`;

const marking = (change: string) => `
  WITH mine AS (SELECT id FROM notifications WHERE business_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE)
  UPDATE notifications n SET ${change} FROM mine WHERE n.id = mine.id`;

/**
 * $1 the business, $2 ids. Whoever brings an item back while its case has a newer one gets it as it was: of a case, one
 * item follows the events, the newest.
 */
export const MARKS: Record<Mark, string> = {
  READ: marking('read_at = coalesce(n.read_at, now())'),
  UNREAD: marking('read_at = NULL'),
  ARCHIVED: marking('archived_at = coalesce(n.archived_at, now())'),
  UNARCHIVED: marking(`archived_at = NULL, thread_key = CASE WHEN NOT EXISTS (
    SELECT FROM notifications o WHERE o.recipient_id = n.recipient_id AND o.thread_key = n.thread_key AND o.id <> n.id
      AND (o.archived_at IS NULL OR o.id = ANY($2) AND o.id > n.id)
  ) THEN n.thread_key END`),
};

/** $1 the business, $2 a person or null for all, $3 until when, $4 how many at once. */
export const MARK_ALL = `
  UPDATE notifications n SET read_at = now()
  FROM (
    SELECT id FROM notifications
    WHERE business_id = $1 AND ($2::text IS NULL OR recipient_id = $2) AND read_at IS NULL AND archived_at IS NULL
      AND updated_at <= $3::timestamptz ORDER BY id LIMIT $4 FOR UPDATE
  ) unread
  WHERE n.id = unread.id
  RETURNING n.id, n.recipient_id AS "recipientId"`;
