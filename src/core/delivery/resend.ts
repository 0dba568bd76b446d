/**
 * Sends again what somebody asks for. A delivery keeps its id and its one row: it is held until now (DEFERRED, see `Hold`),
 * what it was goes to `resends`, and the relay starts the run that owns it from then on. So no two runs ever have the same
 * delivery, also while another run of its event is still at work.
 */
import type { DataSource, EntityManager } from 'typeorm';
import { CHANNELS } from '../../channels/index.js';
import { REPLAYABLE, RESENDABLE } from '../../domain/planning/resend.js';
import { runStatement, type StatementTarget } from '../../platform/database/statement.js';
import { recordChange } from '../access/audit.js';
import type { Viewer } from '../access/viewer.js';
import { Event } from '../ingest/event.entity.js';
import { Delivery } from './delivery.entity.js';
import {
  CLEAR_MISSED_SINCE,
  COUNT_MISSED,
  COUNT_RESENDABLE,
  FIND_MISSED_SINCE,
  FIND_RESEND_TARGETS,
  MOST_AT_ONCE,
  RESEND_DELIVERIES,
  RESEND_MISSED,
  type ReopenedEvent,
  type ResendCount,
  type ResendSelection,
} from './resend.statements.js';

type Asker = Pick<Viewer, 'businessId' | 'actor'>;

/** Which deliveries; what is absent or null does not narrow. */
export type ResendFilter = Partial<
  Pick<ResendSelection, 'eventId' | 'destinationId' | 'channel' | 'createdAfter' | 'createdBefore'>
>;

/** Of one delivery: why not, or the events that are open again. */
export type ResendResult =
  | { refusal: 'NOT_FOUND' | 'UNREACHABLE' | 'BODY_GONE' }
  | { refusal: 'STATUS'; status: string }
  | { refusal: null; events: ReopenedEvent[] };

/** What a destination that was off may have missed. */
const ENDED_IN_VAIN = ['FAILED', 'SKIPPED', 'CANCELLED'];

/** In-app items are rows of the plan: there is nothing to send. */
const SENDING_CHANNELS = Object.values(CHANNELS)
  .filter((channel) => channel.send !== null)
  .map((channel) => channel.channel);

const countReopened = (events: readonly ReopenedEvent[]) => events.reduce((sum, event) => sum + event.count, 0);

/** One that did not arrive. */
export function resendDelivery(dataSource: DataSource, asker: Asker, id: string, at: Date): Promise<ResendResult> {
  return dataSource.transaction(async (manager): Promise<ResendResult> => {
    const before = await manager.findOneBy(Delivery, { id, businessId: asker.businessId });
    if (!before) return { refusal: 'NOT_FOUND' };
    const { status, reason } = before;
    if (!(RESENDABLE as readonly string[]).includes(status)) return { refusal: 'STATUS', status };
    const events = await retrySelected(manager, asker, { ...selectionOf(asker, RESENDABLE), id }, at);
    if (events.length === 0) {
      const event = await manager.findOneBy(Event, { id: before.eventId, businessId: asker.businessId });
      return { refusal: event?.erasedAt ? 'BODY_GONE' : 'UNREACHABLE' };
    }
    const change = { before: { status, reason }, after: { status: 'DEFERRED', reason } };
    await recordChange(manager, asker, { action: 'retryDelivery', subject: id, ...change });
    return { refusal: null, events };
  });
}

/** All that ended in one of these states and that the filter names, at most MOST_AT_ONCE; `dryRun` changes nothing. */
export function resendAll(
  dataSource: DataSource,
  asker: Asker,
  { statuses, filter, dryRun }: { statuses: readonly string[]; filter: ResendFilter; dryRun: boolean },
  at: Date,
): Promise<{ counted: ResendCount; events: ReopenedEvent[] }> {
  const selection = { ...selectionOf(asker, statuses), ...filter };
  return dataSource.transaction(async (manager) => {
    const [total = { count: 0, skipped: 0, oldest: null }] = await runStatement(manager, COUNT_RESENDABLE, selection);
    if (dryRun) return { counted: total, events: [] };
    const events = await retrySelected(manager, asker, selection, at);
    const count = countReopened(events);
    const after = { filter: { ...filter, statuses }, count };
    if (count > 0) await recordChange(manager, asker, { action: 'bulkRetry', subject: asker.businessId, after });
    return { counted: { ...total, count }, events };
  });
}

/** Why not, or the events that are open again and how many deliveries of them. */
export type ResendMissedResult =
  | { refusal: 'NOT_FOUND' | 'SWITCHED_OFF' }
  | { refusal: null; events: ReopenedEvent[]; count: number };

/** What a destination missed while it failed and was off, once; at most MOST_AT_ONCE, the oldest first; `dryRun` changes nothing. */
export function resendMissed(
  dataSource: DataSource,
  asker: Asker,
  { destinationId, dryRun }: { destinationId: string; dryRun: boolean },
  at: Date,
): Promise<ResendMissedResult> {
  const { businessId, actor } = asker;
  const key = { businessId, destinationId };
  return dataSource.transaction(async (manager): Promise<ResendMissedResult> => {
    const [destination] = await runStatement(manager, FIND_MISSED_SINCE, key);
    if (!destination) return { refusal: 'NOT_FOUND' };
    const { enabled, since } = destination;
    if (!enabled) return { refusal: 'SWITCHED_OFF' };
    if (!since) return { refusal: null, events: [], count: 0 };
    const selection = { ...selectionOf(asker, ENDED_IN_VAIN), destinationId };
    if (dryRun) {
      const [counted] = await runStatement(manager, COUNT_MISSED, { ...selection, since });
      return { refusal: null, events: [], count: Math.min(counted?.count ?? 0, MOST_AT_ONCE) };
    }
    const params = { ...selection, heldBy: 'RETRY', at, actor, how: 'MISSED', since } as const;
    const events = await runStatement(manager, RESEND_MISSED, params);
    const count = countReopened(events);
    if (count < MOST_AT_ONCE) await runStatement(manager, CLEAR_MISSED_SINCE, key);
    const change = { before: { missedSince: since }, after: { missedSince: null, count } };
    await recordChange(manager, asker, { action: 'replayMissed', subject: destinationId, ...change });
    return { refusal: null, events, count };
  });
}

/**
 * Every delivery of an event that was tried, successes included; the customer's own e-mail and in-app items are not
 * repeated. Returns how many.
 */
export async function resendToSameTargets(
  manager: EntityManager,
  asker: Asker,
  eventId: string,
  at: Date,
): Promise<number> {
  const { actor } = asker;
  const params = { ...sameTargets(asker, eventId), heldBy: 'REPLAY', at, actor, how: 'SAME_TARGETS' } as const;
  return countReopened(await runStatement(manager, RESEND_DELIVERIES, params));
}

/** Those that `resendToSameTargets` would send, and those that it cannot. */
export const targetsOf = (target: StatementTarget, asker: Pick<Asker, 'businessId'>, eventId: string) =>
  runStatement(target, FIND_RESEND_TARGETS, sameTargets(asker, eventId));

const sameTargets = (asker: Pick<Asker, 'businessId'>, eventId: string): ResendSelection => ({
  ...selectionOf(asker, REPLAYABLE),
  eventId,
  audience: 'TEAM',
});

function retrySelected(
  manager: EntityManager,
  { actor }: Asker,
  selection: ResendSelection,
  at: Date,
): Promise<ReopenedEvent[]> {
  return runStatement(manager, RESEND_DELIVERIES, { ...selection, heldBy: 'RETRY', at, actor, how: 'RETRY' });
}

/** Those of the business in these states, not narrowed. */
function selectionOf({ businessId }: Pick<Asker, 'businessId'>, statuses: readonly string[]): ResendSelection {
  const any = { id: null, eventId: null, destinationId: null, channel: null, audience: null };
  const ever = { createdAfter: null, createdBefore: null };
  return { ...any, ...ever, businessId, statuses, sending: SENDING_CHANNELS };
}
