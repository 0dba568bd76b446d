/**
 * The ladder of a dispute. PostgreSQL has the truth, and the run only the time: each look folds all facts anew, does what
 * is due by then (a reminder is an event like any other) and says when to look again, in one transaction. So it does not
 * matter how often, in which order or after which loss it is asked.
 */
import type { DataSource, EntityManager } from 'typeorm';
import { findEventType } from '../../domain/catalogue/index.js';
import { type Climb, climb, type Deed } from '../../domain/disputes/advance-ladder.js';
import { comingReminders } from '../../domain/disputes/coming-reminders.js';
import { estimatedAgain } from '../../domain/disputes/deadline.js';
import {
  caseOf,
  DEFAULT_POLICY,
  type DisputeCase,
  type DisputeFact,
  type DoneRung,
  durationMs,
  type EscalationLevel,
  isOfLevel,
} from '../../domain/disputes/escalation.js';
import type { Climbed } from '../../domain/disputes/ladder-status.js';
import type { Facts } from '../../domain/facts.js';
import type { Tell } from '../../domain/live-update.js';
import { DISPUTE_NOTICES } from '../../domain/notice.js';
import { decidePreference } from '../../domain/planning/precedence.js';
import type { LadderInput, RespondInput } from '../../domain/run-inputs.js';
import { run } from '../../platform/database/statement.js';
import { newId } from '../../platform/new-id.js';
import { disputeNotice, type ToldDispute } from '../notices/dispute-notice.js';
import { tellTeam } from '../notices/notice.js';
import { plannableOf, type Reachable } from '../planning/reachable.js';
import { Dispute } from './dispute.entity.js';
import { DONE, LOCK, MEET, REACHABLE, READ, WRITE } from './ladder.statements.js';
import { type Answer, type AnswerKind, answerDispute } from './respond.js';

interface FactRow {
  eventId: string;
  type: string;
  occurredAt: string;
  receivedAt: string;
  facts: Facts;
}

interface Row extends ToldDispute {
  acknowledgedAt: Date | null;
  respondedAt: Date | null;
  passedAt: Date | null;
  facts: FactRow[];
  done: { dueAt: string; level: number }[];
}

/** Where the provider names no stage. */
const ONLY_STAGE = 'dispute';

/** The ids of the disputes that the events are about, of all stages; those that are new are recorded. As often as wanted. */
export async function disputesOfEvents(dataSource: DataSource, eventIds: readonly string[]): Promise<string[]> {
  const ids = eventIds.map(() => newId('dispute'));
  const rows = await run<{ id: string }>(dataSource, MEET, [eventIds, ids, DEFAULT_POLICY]);
  return rows.map(({ id }) => id);
}

/** Whether an event says something about a dispute that its run should look at; what the ladder says itself does not. */
export function concernsDispute({ type, entityId }: { type: string; entityId: string | null }): boolean {
  const own = type === 'dispute.reminder' || type === 'dispute.deadline_passed';
  return entityId !== null && !own && findEventType(type)?.category === 'DISPUTES';
}

interface Parts {
  dataSource: DataSource;
  tell: Tell;
}

/** An answer asked of the run itself, by somebody who may talk to Temporal: its business is that of the dispute. */
export async function answerAs(
  { dataSource, tell }: Parts,
  { disputeId, now, actor, how }: LadderInput & RespondInput & { how: AnswerKind },
): Promise<Answer | null> {
  const dispute = await dataSource.getRepository(Dispute).findOne({ where: { id: disputeId } });
  if (!dispute) return null;
  const { businessId } = dispute;
  const who = { businessId, actor: `Temporal: ${actor}`, name: actor };
  const answer = await answerDispute(dataSource, who, disputeId, how, new Date(now));
  tell([{ businessId, recipientId: null, id: disputeId }]);
  return answer;
}

/** Does what is due by `now`. Null where there is no such dispute (any more). */
export async function climbLadder({ dataSource, tell }: Parts, input: LadderInput): Promise<Climbed | null> {
  const climbed = await dataSource.transaction((manager) => climbOnce(manager, input));
  if (!climbed) return null;
  const { businessId, ...standing } = climbed;
  tell([{ businessId, recipientId: null, id: input.disputeId }]);
  return standing;
}

async function climbOnce(
  manager: EntityManager,
  { disputeId, now }: LadderInput,
): Promise<(Climbed & { businessId: string }) | null> {
  await manager.query(LOCK, [disputeId]);
  const [row]: Row[] = await manager.query(READ, [disputeId, DISPUTE_NOTICES]);
  if (!row) return null;
  const facts = row.facts.map((fact) => factOf(fact, durationMs(row.policy.estimatedResponseTime)));
  const reading = caseOf(facts, row.stage);
  const standing = standingOf(row);
  const reaches = reading.deadline ? await reachOf(manager, row.businessId) : () => false;
  const climbed = climb(reading, row.policy, standing, now, reaches);
  const told = withFacts(row, reading);
  await manager.query(WRITE, valuesOf(told, reading, climbed));
  for (const deed of climbed.deeds) await perform(manager, told, deed, now);
  return { businessId: row.businessId, ...climbedOf(row, reading, climbed, standing, now) };
}

function factOf({ eventId, type, occurredAt, receivedAt, facts }: FactRow, answeredIn: number): DisputeFact {
  const estimated = facts.respondByEstimated;
  const respondBy = facts.respondBy === null ? null : Date.parse(facts.respondBy);
  return {
    eventId,
    type,
    occurredAt: Date.parse(occurredAt),
    receivedAt: Date.parse(receivedAt),
    stage: facts.stage ?? ONLY_STAGE,
    respondBy: respondBy !== null && estimated ? estimatedAgain(respondBy, answeredIn) : respondBy,
    estimated,
  };
}

const standingOf = ({ done, acknowledgedAt, respondedAt, passedAt }: Row) => ({
  done: done.map(({ dueAt, level }): DoneRung => ({ dueAt: Date.parse(dueAt), level })),
  acknowledgedAt: acknowledgedAt?.getTime() ?? null,
  respondedAt: respondedAt?.getTime() ?? null,
  passedAt: passedAt?.getTime() ?? null,
});

/** Whether a level has somebody who would be told by the very rules that plan the reminder. */
async function reachOf(manager: EntityManager, businessId: string): Promise<(level: EscalationLevel) => boolean> {
  const entry = findEventType('dispute.reminder');
  const destinations: Reachable[] = await manager.query(REACHABLE, [businessId]);
  const hearing = destinations.filter((destination) => {
    const switches = { ...plannableOf(destination, 'dispute.reminder', {}), onCall: true };
    return destination.enabled && !destination.suppressed && decidePreference(entry, switches).enabled;
  });
  return (level) => hearing.some((destination) => isOfLevel(level, destination));
}

/** The dispute as the facts of its stage have it: the opening says what it is about, else the first that came. */
function withFacts(row: Row, { deadline }: DisputeCase): ToldDispute & { openedAt: Date } {
  const own = row.facts
    .filter(({ facts }) => (facts.stage ?? ONLY_STAGE) === row.stage)
    .sort((a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || (a.eventId < b.eventId ? -1 : 1));
  const first = own.find(({ type }) => type === 'dispute.opened') ?? own[0];
  const { facts: _facts, done: _done, acknowledgedAt: _at, respondedAt: _by, passedAt: _passed, ...dispute } = row;
  return {
    ...dispute,
    amount: first?.facts.amount ?? null,
    currency: first?.facts.currency ?? null,
    reason: first?.facts.reason ?? null,
    paymentId: first?.facts.paymentId ?? null,
    openedAt: new Date(first?.occurredAt ?? 0),
    respondBy: deadline && new Date(deadline.at),
    respondByEstimated: deadline?.estimated ?? false,
  };
}

const dateOf = (at: number | null | undefined) => (at == null ? null : new Date(at));

function valuesOf(told: ReturnType<typeof withFacts>, reading: DisputeCase, climbed: Climb): unknown[] {
  return [
    told.id,
    climbed.state,
    told.amount,
    told.currency,
    told.reason,
    told.paymentId,
    told.openedAt,
    told.respondBy,
    told.respondByEstimated,
    dateOf(reading.deadline?.knownAt),
    climbed.level,
    dateOf(climbed.passedAt),
    reading.endedBy,
    reading.contradictory,
    dateOf(climbed.wait?.until),
  ];
}

async function perform(manager: EntityManager, dispute: ToldDispute, deed: Deed, now: number): Promise<void> {
  const { levels } = dispute.policy;
  const at = new Date(now);
  const done = (dueAt: number, values: unknown[]) =>
    manager.query(DONE, [dispute.id, dispute.businessId, new Date(dueAt), ...values]);
  if (deed.kind === 'OVERTAKEN') {
    await done(deed.dueAt, [deed.level, deed.level, null, 'OVERTAKEN', null]);
    return;
  }
  if (deed.kind === 'PASSED') {
    const transition = `passed:${dispute.respondBy?.toISOString()}`;
    await tellTeam(manager, [disputeNotice(dispute, 'dispute.deadline_passed', transition, at, { told: levels })]);
    return;
  }
  const level = deed.level ?? deed.asked;
  const said = {
    timeLeft: String(Math.floor(((dispute.respondBy?.getTime() ?? now) - now) / 60_000)),
    level: `${level + 1}/${levels.length}`,
    unreachable: deed.unreachable.map((one) => one + 1).join(', ') || null,
    told: levels.slice(level, level + 1),
  };
  const transition = `reminder:${new Date(deed.dueAt).toISOString()}`;
  const [eventId] = await tellTeam(manager, [disputeNotice(dispute, 'dispute.reminder', transition, at, said)]);
  const skipped = deed.level === null ? 'UNREACHABLE' : null;
  await done(deed.dueAt, [level, deed.asked, skipped ? null : at, skipped, eventId]);
}

function climbedOf(
  { policy }: Row,
  { deadline }: DisputeCase,
  { state, level, wait, deeds }: Climb,
  standing: ReturnType<typeof standingOf>,
  now: number,
): Climbed {
  const told = deeds.flatMap((deed) => (deed.kind === 'REMIND' ? [{ dueAt: deed.dueAt, level }] : []));
  const ladder = deadline && { ...standing, policy, deadline, done: [...standing.done, ...told] };
  const coming = ladder && wait?.next === 'RUNG' ? comingReminders(ladder, now)[0] : undefined;
  return {
    state,
    level,
    until: wait?.until ?? null,
    next: wait?.next ?? null,
    asks: coming ? { level: coming.level, roles: policy.levels[coming.level]?.roles ?? [] } : null,
    deadline: deadline?.at ?? null,
    estimated: deadline?.estimated ?? false,
  };
}
