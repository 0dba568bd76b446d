/** A person runs an event again: to the same targets, or by the rules of today. */
import type { Logger } from 'pino';
import type { DataSource, EntityManager } from 'typeorm';
import type { ReplayMode } from '../../domain/planning/resend.js';
import { runStatement } from '../../platform/database/statement.js';
import { recordChange } from '../access/audit.js';
import type { Viewer } from '../access/viewer.js';
import { type ReplanResult, replanEvent } from '../planning/replan.js';
import { FIND_EVENT_TO_REPLAN, LOCK_EVENT, type ReplannableEvent } from '../planning/replan.statements.js';
import { resendToSameTargets } from './resend.js';
import { INSERT_RESEND } from './resend.statements.js';

export interface ReplayDeps {
  dataSource: DataSource;
  log: Logger;
}

export type ReplayRefusal = 'NOT_FOUND' | 'BODY_GONE' | 'NOT_PLANNED' | 'NOTHING_TO_RESEND';

/** Refused, or with the in-app items that came to be. */
export type ReplayResult = { refusal: ReplayRefusal } | { refusal: null; shown: ReplanResult['shown'] };

/**
 * SAME_TARGETS sends every delivery that was tried once more. REEVALUATE plans anew. Neither repeats in-app items or the
 * customer's own e-mail.
 */
export function replayEvent(
  { dataSource, log }: ReplayDeps,
  asker: Pick<Viewer, 'businessId' | 'actor'>,
  eventId: string,
  mode: ReplayMode,
  at: Date,
): Promise<ReplayResult> {
  const { businessId, actor } = asker;
  return dataSource.transaction(async (manager): Promise<ReplayResult> => {
    const event = await lockEvent(manager, { businessId, eventId });
    if (!event) return { refusal: 'NOT_FOUND' };
    if (event.erased) return { refusal: 'BODY_GONE' };
    if (!event.planned && event.status !== 'FAILED') return { refusal: 'NOT_PLANNED' };
    const { count, shown } =
      mode === 'SAME_TARGETS'
        ? { count: await resendToSameTargets(manager, asker, eventId, at), shown: [] }
        : await replanEvent({ manager, log }, asker, event, at);
    if (mode === 'SAME_TARGETS' && count === 0) return { refusal: 'NOTHING_TO_RESEND' };
    await runStatement(manager, INSERT_RESEND, { businessId, eventId, at, actor, how: mode });
    await recordChange(manager, asker, { action: 'replayEvent', subject: eventId, after: { mode, deliveries: count } });
    return { refusal: null, shown };
  });
}

async function lockEvent(
  manager: EntityManager,
  key: { businessId: string; eventId: string },
): Promise<ReplannableEvent | undefined> {
  await runStatement(manager, LOCK_EVENT, key);
  const [event] = await runStatement(manager, FIND_EVENT_TO_REPLAN, key);
  return event;
}
