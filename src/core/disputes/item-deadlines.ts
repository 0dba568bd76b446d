/** In-app items that say until when a dispute is to be answered say the newest deadline, also where that is no news. */
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { wholeBody } from '../../channels/rendering/texts.js';
import { DISPUTE_TYPES } from '../../domain/disputes/dispute-facts.js';
import { DEADLINE_MOVED, SAYS_OPEN } from '../../domain/disputes/dispute-message.js';
import type { Facts } from '../../domain/facts.js';
import type { LiveUpdate } from '../../domain/live-update.js';
import type { Category } from '../../domain/vocabulary.js';
import { formatterFor } from '../../i18n/formatter.js';
import { namedStatement, runStatement } from '../../platform/database/statement.js';
import { inAppTemplates, type Overrides, renderEventTexts, templateOverrides } from '../planning/event-texts.js';
import { REWORD_NOTIFICATIONS, threadKey } from '../planning/notification.statements.js';

/** What an event says of the deadline, as it was decided. */
export type DeadlineFacts = Pick<Facts, 'stage' | 'respondBy' | 'respondByEstimated' | 'respondByPast' | 'dispute'>;

const DISPUTES: Category = 'DISPUTES';

/** What names the deadline; the last one beside the messages that say that it is open. */
const NAMES_DEADLINE = [...SAYS_OPEN, 'dispute.acknowledged'];

/** Sentences about the deadline that was: with another one the dispute is open, and no more is known. */
const ABOUT_THE_FORMER: readonly string[] = [DEADLINE_MOVED, 'dispute.deadline_passed'];

interface ItemRow {
  id: string;
  businessId: string;
  recipientId: string;
  type: string;
  facts: Facts;
  test: boolean;
  locale: string;
  timeZone: string;
  overrides: Overrides | null;
}

/** The items of the dispute that event $eventId is about, at this stage. */
const FIND_ITEMS = namedStatement<{ eventId: string; stage: string | null; types: readonly string[] }, ItemRow>(
  'disputes.items',
  `
    SELECT n.id, n.business_id AS "businessId", n.recipient_id AS "recipientId", e.type, e.facts, e.test,
      coalesce(r.locale, b.locale) AS locale, coalesce(r.time_zone, b.time_zone) AS "timeZone",
      ${templateOverrides(`${inAppTemplates('b.id')} AND t.event_type = e.type`)} AS overrides
    FROM events m JOIN businesses b ON b.id = m.business_id JOIN recipients r ON r.business_id = b.id AND r.removed_at IS NULL
    JOIN notifications n ON n.recipient_id = r.id AND n.thread_key = ${threadKey('m', `'${DISPUTES}'`)} AND n.archived_at IS NULL
    JOIN events e ON e.id = n.event_id
    WHERE m.id = $eventId AND e.type = ANY($types) AND e.facts->>'stage' IS NOT DISTINCT FROM $stage`,
);

/** They stay as read as they were, and where they stood. Gives what changed. */
export async function rewordItems(
  manager: EntityManager,
  log: Logger,
  eventId: string,
  known: DeadlineFacts,
  now: Date,
): Promise<LiveUpdate[]> {
  const items = await runStatement(manager, FIND_ITEMS, { eventId, stage: known.stage, types: NAMES_DEADLINE });
  if (items.length === 0) return [];
  const notifications = items.map((item) => {
    const type = ABOUT_THE_FORMER.includes(item.type) ? DISPUTE_TYPES.OPEN : item.type;
    const overrides = type === item.type ? item.overrides : null;
    const event = { type, test: item.test, facts: withDeadline(item.facts, known, now) };
    const texts = renderEventTexts(event, formatterFor(item), overrides, log);
    return { id: item.id, title: texts.title, body: wholeBody(texts) };
  });
  await runStatement(manager, REWORD_NOTIFICATIONS, { notifications });
  return items.map(({ id, businessId, recipientId }) => ({ id, businessId, recipientId }));
}

function withDeadline(facts: Facts, known: DeadlineFacts, now: Date): Facts {
  const { respondBy, respondByEstimated, respondByPast, dispute } = known;
  const left = respondBy && !respondByPast ? Math.floor((Date.parse(respondBy) - now.getTime()) / 60_000) : null;
  return {
    ...facts,
    ...{ respondBy, respondByEstimated, respondByPast },
    timeLeft: facts.timeLeft == null || left === null ? null : String(left),
    dispute: facts.dispute && dispute ? { ...facts.dispute, due: dispute.due, dueAt: dispute.dueAt } : facts.dispute,
  };
}
