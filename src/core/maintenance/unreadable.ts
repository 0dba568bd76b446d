/** Tells the team once a day of each source whose events could not be read: they are told to nobody as facts. */
import { CATALOGUE } from '../../domain/catalogue/index.js';
import { firstIdAt } from '../../domain/ids.js';
import { makeReason } from '../../domain/reasons.js';
import { namedStatement, runStatement, type StatementTarget } from '../../platform/database/statement.js';
import { raiseNotices } from '../notices/notice.js';

interface UnreadableParams {
  businessId: string;
  /** Event ids: the first of the day, and the first after it. */
  from: string;
  to: string;
}

const COUNT_UNREADABLE = namedStatement<UnreadableParams, { id: string; name: string; count: number }>(
  'unreadable.count',
  `
    SELECT s.id, s.name, count(*)::integer AS count FROM events e JOIN sources s ON s.id = e.source_id
    WHERE e.business_id = $businessId AND e.facts->>'unreadable' IS NOT NULL AND e.id >= $from AND e.id < $to AND s.removed_at IS NULL
    GROUP BY s.id ORDER BY s.id`,
);

const DAY_MS = 24 * 3_600_000;

/** Of the day (UTC) before `at`. A second call tells nothing. */
export async function raiseUnreadable(target: StatementTarget, businessId: string, at: Date): Promise<void> {
  const today = Math.floor(at.getTime() / DAY_MS) * DAY_MS;
  const range = { from: firstIdAt('event', today - DAY_MS), to: firstIdAt('event', today) };
  const found = await runStatement(target, COUNT_UNREADABLE, { businessId, ...range });
  const { key: type } = CATALOGUE['tocsin.source_unreadable'];
  const day = new Date(today - DAY_MS).toISOString().slice(0, 10);
  await raiseNotices(
    target,
    found.map(({ id, name, count }) => ({
      ...{ businessId, type, transition: `unreadable:${id}:${day}`, at, about: [name], subjectId: id },
      reason: makeReason('EVENTS_UNREADABLE', { count }),
    })),
  );
}
