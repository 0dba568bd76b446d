/** Plans an event anew: what the rules of today say for the team, by the very planner of the first plan. */
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { changesOfPlan } from '../../domain/planning/resend.js';
import { runStatement } from '../../platform/database/statement.js';
import { newId } from '../../platform/new-id.js';
import type { Viewer } from '../access/viewer.js';
import { deliveryRow, isInApp, notificationRows, type PlannedDelivery } from './planned-rows.js';
import { RECORD_REPLAN, RESTART_EVENT, type ReplannableEvent } from './replan.statements.js';
import { planForTeam, type TeamPlanEntry } from './team-plan.js';

export interface ReplanResult {
  /** How many deliveries changed. */
  count: number;
  /** In-app items that came to be. */
  shown: { id: string; recipientId: string }[];
}

/**
 * Whom today's rules name and who was not told yet is told; nobody is told twice. An event without a plan gets its first one
 * from the relay. Call it in the transaction that has locked the event.
 */
export async function replanEvent(
  { manager, log }: { manager: EntityManager; log: Logger },
  { businessId, actor }: Pick<Viewer, 'businessId' | 'actor'>,
  event: ReplannableEvent,
  at: Date,
): Promise<ReplanResult> {
  const key = { businessId, eventId: event.id };
  if (!event.planned) {
    await runStatement(manager, RESTART_EVENT, key);
    return { count: 0, shown: [] };
  }
  const deliveries = changedDeliveries(event, at);
  const [recorded] = await runStatement(manager, RECORD_REPLAN, {
    ...key,
    deliveries: deliveries.map(deliveryRow),
    notifications: deliveries.flatMap((delivery) => notificationRows(delivery, event.overrides, log)),
    at,
    actor,
  });
  return recorded ?? { count: 0, shown: [] };
}

/** What today's rules say that the ledger does not. */
export function changedDeliveries(event: ReplannableEvent, now: Date): PlannedDelivery[] {
  const planned = planForTeam(event, event, now);
  const before = new Map(Object.entries(event.before));
  const changes = new Set(
    changesOfPlan(
      planned.map(({ entry }) => entry),
      before,
    ),
  );
  return planned
    .filter(({ entry }) => changes.has(entry))
    .map(({ destination, entry }) => ({
      id: newId('delivery'),
      event,
      destination,
      entry: entry.decision === 'SKIP' ? entry : entryToSend({ destination, entry }),
    }));
}

/**
 * What is sent is held for the relay, which starts the run that owns it, and looks by PostgreSQL's clock; an in-app item is there
 * at once.
 */
function entryToSend({ destination, entry }: TeamPlanEntry): PlannedDelivery['entry'] {
  const { reason, held } = entry;
  if (isInApp(destination)) return { status: 'PENDING', reason, held: null };
  return { status: 'DEFERRED', reason, held: { by: 'RETRY', dueAt: held?.dueAt ?? null } };
}
