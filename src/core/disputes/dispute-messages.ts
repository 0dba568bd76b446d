/**
 * Decides what people hear of an event about a dispute, before it is planned: the transition that became known by it,
 * whatever its name (src/domain/disputes/dispute-message.ts). Decided once, in a transaction that holds the dispute, so
 * that two events at once are told one after the other.
 */
import type { Logger } from 'pino';
import type { DataSource, EntityManager } from 'typeorm';
import {
  type DisputeBody,
  type DisputeFact,
  disputeFactOf,
  NO_DISPUTE_BODY,
  statusOfType,
  typeOfStatus,
} from '../../domain/disputes/dispute-facts.js';
import { type DisputeMessage, disputeMessage } from '../../domain/disputes/dispute-message.js';
import { durationMs } from '../../domain/disputes/escalation.js';
import type { Facts, NormalisedEvent } from '../../domain/facts.js';
import type { LiveUpdate, PublishLiveUpdates } from '../../domain/live-update.js';
import { DISPUTE_NOTICES } from '../../domain/notice.js';
import { runStatement } from '../../platform/database/statement.js';
import { DEFAULT_POLICY } from './default-policy.js';
import {
  DECIDE_DISPUTE_EVENT,
  type DisputeEventRow,
  type DisputeEventsRow,
  FIND_DECIDED_FACTS,
  FIND_DISPUTE_FACTS,
  LOCK_DISPUTE_FACTS,
} from './dispute-messages.statements.js';
import { rewordItems } from './item-deadlines.js';

/** Whether what is heard of an event is still to be decided. */
export function isUndecided({ facts, entityId }: { facts: Facts; entityId: string | null }): boolean {
  return entityId !== null && facts.dispute !== null && facts.dispute !== undefined && facts.dispute.decided === null;
}

/** Gives the events the types that people hear of. As often as wanted: what was decided stays so. */
export async function decideDisputeEvents(
  { dataSource, log, publish }: DecideDeps,
  eventIds: readonly string[],
  now: Date,
): Promise<void> {
  for (const eventId of eventIds) {
    const changed = await dataSource.transaction((manager) => decideEvent(manager, log, eventId, now));
    if (changed.length > 0) publish(changed);
  }
}

interface DecideDeps {
  dataSource: DataSource;
  log: Logger;
  publish: PublishLiveUpdates;
}

/** Gives the in-app items that say another deadline now. */
async function decideEvent(manager: EntityManager, log: Logger, eventId: string, now: Date): Promise<LiveUpdate[]> {
  await runStatement(manager, LOCK_DISPUTE_FACTS, { eventId });
  const [found] = await runStatement(manager, FIND_DISPUTE_FACTS, { eventId, notices: DISPUTE_NOTICES });
  const event = found?.events.find((one) => one.eventId === eventId);
  if (!found || !event || factBody(event).decided !== null) return [];
  const { message, ...decided } = decide(event, found, now);
  await runStatement(manager, DECIDE_DISPUTE_EVENT, { eventId, ...decided });
  // What is news writes its own.
  const isSilent = message.type === null && message.isDueElsewhen;
  return isSilent ? rewordItems(manager, log, eventId, decided.facts, now) : [];
}

/** The type that people hear of the event by, and what its texts say of the dispute, by what was decided of it before. */
function decide(event: DisputeEventRow, { policy, events }: DisputeEventsRow, now: Date) {
  const known = events
    .filter((one) => one.eventId !== event.eventId && factBody(one).decided !== null)
    .map(factOfEvent);
  const responseMs = durationMs((policy ?? DEFAULT_POLICY).estimatedResponseTime);
  const message = disputeMessage(known, factOfEvent(event), responseMs);
  return { message, type: messageType(event, message), facts: messageFacts(event, message, now) };
}

/** An event that did not happen, as it would be told; one that is about no dispute stays as it is. */
export async function decideSimulated<Event extends SimulatedEvent>(
  dataSource: DataSource,
  businessId: string,
  event: Event,
  { id, at }: { id: string; at: Date },
): Promise<Event> {
  const { type, occurredAt, facts, entityId } = event;
  if (entityId === null || !isUndecided(event)) return event;
  const [found] = await runStatement(dataSource, FIND_DECIDED_FACTS, {
    businessId,
    entityId,
    notices: DISPUTE_NOTICES,
  });
  const row = { eventId: id, type, occurredAt, receivedAt: at.toISOString(), facts };
  const decided = decide(row, found ?? { policy: null, events: [] }, at);
  return { ...event, type: decided.type, facts: { ...facts, ...decided.facts } };
}

type SimulatedEvent = Pick<NormalisedEvent, 'type' | 'occurredAt' | 'facts' | 'entityId'>;

/** What its body says; events of older versions say it by their type. */
function factBody({ type, facts }: Pick<DisputeEventRow, 'type' | 'facts'>): DisputeBody {
  if (facts.dispute) return facts.dispute;
  const due = facts.respondBy === null ? 'UNSTATED' : facts.respondByEstimated ? 'ESTIMATED' : 'STATED';
  return {
    ...NO_DISPUTE_BODY,
    status: statusOfType(type),
    stage: facts.stage,
    due,
    dueAt: due === 'STATED' ? facts.respondBy : null,
    decided: { type, supersededBy: null },
  };
}

export const factOfEvent = (event: DisputeEventRow): DisputeFact => disputeFactOf(event, factBody(event));

/** The type that is told; of what is no news its own, so that it can be found by it. */
function messageType(event: DisputeEventRow, { type }: DisputeMessage): string {
  const { quietType, status } = factBody(event);
  return type ?? quietType ?? typeOfStatus(status);
}

function messageFacts(event: DisputeEventRow, { type, reading, supersededBy }: DisputeMessage, now: Date) {
  const { deadline, stage } = reading;
  const body = factBody(event);
  return {
    stage,
    respondBy: deadline && new Date(deadline.at).toISOString(),
    respondByEstimated: deadline?.estimated ?? false,
    respondByPast: deadline !== null && deadline.at <= now.getTime(),
    // A mere update of what is known is told by its own type to who wants it; what says the same again is not.
    dispute: { ...body, decided: { type, supersededBy: body.quietType === null ? supersededBy : null } },
  };
}
