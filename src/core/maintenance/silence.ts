/** Looks whether sources are quieter than their own habit, and tells the team once of each that is. */
import { CATALOGUE } from '../../domain/catalogue/index.js';
import { HISTORY_HOURS, HOUR_MS, isSilent, SHORTEST_SILENCE_MS } from '../../domain/health/silence.js';
import { firstIdAt } from '../../domain/ids.js';
import type { StatementTarget } from '../../platform/database/statement.js';
import { raiseNotices } from '../notices/notice.js';

interface QuietSource {
  id: string;
  name: string;
  firstAt: Date;
  lastAt: Date;
}

/** Reminders of a dispute stand under its source, but nothing came from there; what a reconciliation found, we fetched. */
const FROM_OUTSIDE = `e.source_id = s.id AND NOT e.own AND NOT e.found_by_reconcile`;

/** $1 the business, $2 the moment up to which the newest event must have come. Told once until something comes again. */
const FIND_QUIET_SOURCES = `
  WITH heard AS (
    UPDATE sources s SET silent_since = NULL
    WHERE s.business_id = $1 AND s.silent_since IS NOT NULL AND s.silent_since < (
      SELECT date_trunc('milliseconds', e.received_at) FROM events e WHERE ${FROM_OUTSIDE} ORDER BY e.id DESC LIMIT 1)
    RETURNING s.id
  )
  SELECT s.id, s.name, oldest.received_at AS "firstAt", newest.received_at AS "lastAt"
  FROM sources s
  CROSS JOIN LATERAL (SELECT e.received_at FROM events e WHERE ${FROM_OUTSIDE} ORDER BY e.id DESC LIMIT 1) newest
  CROSS JOIN LATERAL (SELECT e.received_at FROM events e WHERE ${FROM_OUTSIDE} ORDER BY e.id LIMIT 1) oldest
  WHERE s.business_id = $1 AND s.kind <> 'TOCSIN' AND s.removed_at IS NULL
    AND (s.silent_since IS NULL OR s.id IN (SELECT id FROM heard)) AND newest.received_at <= $2`;

/** $1 the source, $2 the first id of each hour. One look into the index per hour, however many events there are. */
const ACTIVE_HOURS = `
  SELECT h.number::integer - 1 AS number FROM unnest($2::text[]) WITH ORDINALITY AS h(first, number)
  JOIN unnest($2::text[]) WITH ORDINALITY AS following(first, number) ON following.number = h.number + 1
  JOIN sources s ON s.id = $1
  WHERE EXISTS (SELECT FROM events e WHERE ${FROM_OUTSIDE} AND e.id >= h.first AND e.id < following.first)`;

const MARK_TOLD = 'UPDATE sources SET silent_since = $2 WHERE id = $1';

/** Call it in a transaction. `at` is now; what came again since is marked so, and can fall silent anew. */
export async function checkSilence(target: StatementTarget, businessId: string, at: Date): Promise<void> {
  const long = new Date(at.getTime() - SHORTEST_SILENCE_MS);
  const quiet = (await target.query(FIND_QUIET_SOURCES, [businessId, long])) as QuietSource[];
  for (const source of quiet) {
    const { id, name, lastAt } = source;
    const activeHours = await activeHoursOf(target, source);
    if (!isSilent({ firstAt: source.firstAt.getTime(), lastAt: lastAt.getTime(), activeHours }, at.getTime())) continue;
    await target.query(MARK_TOLD, [id, lastAt]);
    const { key } = CATALOGUE['tocsin.source_silent'];
    const transition = `silent:${id}:${lastAt.toISOString()}`;
    await raiseNotices(target, [
      { businessId, type: key, transition, at, about: [name], subjectId: id, since: lastAt },
    ]);
  }
}

async function activeHoursOf(target: StatementTarget, { id, lastAt }: QuietSource): Promise<number[]> {
  const end = Math.floor(lastAt.getTime() / HOUR_MS) + 1;
  const begin = end - HISTORY_HOURS;
  const bounds = Array.from({ length: HISTORY_HOURS + 1 }, (_, n) => firstIdAt('event', (begin + n) * HOUR_MS));
  const rows = (await target.query(ACTIVE_HOURS, [id, bounds])) as { number: number }[];
  return rows.map(({ number }) => begin + number);
}
