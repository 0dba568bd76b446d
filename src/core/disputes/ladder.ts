/**
 * The ladder of a dispute. All facts are in PostgreSQL; the run only knows when to look next. Each look reads all facts,
 * does what is due (a reminder is an event like any other) and returns when to look next, in one transaction. So looks may
 * come twice, late, or after a lost run.
 */
import type { DataSource, EntityManager } from 'typeorm';
import { findEventType } from '../../domain/catalogue/index.js';
import { advanceLadder, type LadderAction, type LadderAdvance } from '../../domain/disputes/advance-ladder.js';
import { comingReminders } from '../../domain/disputes/coming-reminders.js';
import { type Deadline, type DisputeReading, foldDispute, nothingAsked } from '../../domain/disputes/dispute-fold.js';
import { durationMs, type EscalationLevel, type HandledReminder, isOfLevel } from '../../domain/disputes/escalation.js';
import type { LadderStatus } from '../../domain/disputes/ladder-status.js';
import type { PublishLiveUpdates } from '../../domain/live-update.js';
import { DISPUTE_NOTICES } from '../../domain/notice.js';
import { decidePreference } from '../../domain/planning/precedence.js';
import type { LadderInput, RespondInput } from '../../domain/run-inputs.js';
import { runStatement } from '../../platform/database/statement.js';
import { newId } from '../../platform/new-id.js';
import type { Metrics } from '../../platform/telemetry/metrics.js';
import { disputeNotice, type NoticedDispute } from '../notices/dispute-notice.js';
import { raiseNotices } from '../notices/notice.js';
import { type PlanDestination, plannableOf } from '../planning/plan-destinations.js';
import { DEFAULT_POLICY } from './default-policy.js';
import { Dispute } from './dispute.entity.js';
import { factOfEvent } from './dispute-messages.js';
import type { DisputeEventRow } from './dispute-messages.statements.js';
import {
  FIND_DISPUTE_WITH_FACTS,
  FIND_REMINDER_DESTINATIONS,
  INSERT_REMINDER,
  LOCK_DISPUTE,
  UPDATE_DISPUTE,
  UPSERT_DISPUTES,
} from './ladder.statements.js';
import { type DisputeResponse, RESPONSES, type ResponseKind, respondToDispute } from './respond.js';
import { disputeLabel, type StartableDispute } from './startable-dispute.js';

interface DisputeRow extends NoticedDispute {
  /** Since when its deadline is known, as it was at the last look. */
  respondByKnownAt: Date | null;
  acknowledgedAt: Date | null;
  respondedAt: Date | null;
  passedAt: Date | null;
  facts: DisputeEventRow[];
  done: { dueAt: string; level: number }[];
}

/** The disputes that the events are about, of all stages; each is to be looked at. As often as wanted. */
export async function recordDisputes(dataSource: DataSource, eventIds: readonly string[]): Promise<StartableDispute[]> {
  const events = eventIds.map((eventId) => ({ eventId, disputeId: newId('dispute') }));
  return runStatement(dataSource, UPSERT_DISPUTES, { events, defaultPolicy: DEFAULT_POLICY });
}

/**
 * Whether an event says something about a dispute that its run should look at; what the ladder says itself does not, nor does a
 * bank's early warning, which is filed beside disputes and is none.
 */
export function concernsDispute({ type, entityId }: { type: string; entityId: string | null }): boolean {
  const own = type === 'dispute.reminder' || type === 'dispute.deadline_passed';
  return entityId !== null && !own && type.startsWith('dispute.');
}

interface LadderDeps {
  dataSource: DataSource;
  metrics: Metrics;
  publish: PublishLiveUpdates;
}

/** A first result may be lost with its workflow task, whose next attempt begins at another moment. */
const RETRIED_WITHIN_MS = 60_000;

/**
 * A response given to the run itself, by somebody who may talk to Temporal: its business is that of the dispute. A retry
 * of the activity, whose first result was lost, finds its own response: that is done, not in vain.
 */
export async function respondAs(
  { dataSource, publish }: Omit<LadderDeps, 'metrics'>,
  { disputeId, now, actor, how }: LadderInput & RespondInput & { how: ResponseKind },
): Promise<DisputeResponse | null> {
  const dispute = await dataSource.getRepository(Dispute).findOne({ where: { id: disputeId } });
  if (!dispute) return null;
  const { businessId } = dispute;
  const who = { businessId, actor: `Temporal: ${actor}`, name: actor };
  const response = await respondToDispute(dataSource, who, disputeId, how, new Date(now));
  publish([{ businessId, recipientId: null, id: disputeId }]);
  if (!response) return null;
  const { state, by, at } = response;
  const isOwn = state === RESPONSES[how].state && by === actor && at !== null && now - at.getTime() < RETRIED_WITHIN_MS;
  return { ...response, done: response.done || isOwn };
}

/** Does what is due by `now`. Null where there is no such dispute (any more). */
export async function advanceDisputeLadder(
  { dataSource, publish, metrics }: LadderDeps,
  input: LadderInput,
): Promise<LadderStatus | null> {
  const advance = await dataSource.transaction((manager) => advanceInTransaction(manager, input));
  if (!advance) return null;
  const { businessId, actions, ...status } = advance;
  countActions(metrics, actions, input.now);
  publish([{ businessId, recipientId: null, id: input.disputeId }]);
  return status;
}

/** Once they are committed. What is overtaken was not said. */
function countActions(metrics: Metrics, actions: readonly LadderAction[], now: number): void {
  for (const action of actions) {
    if (action.kind === 'PASSED') metrics.count('escalationsExhausted', {});
    if (action.kind === 'REMIND') metrics.observeMs('reminderLateness', {}, now - action.dueAt);
  }
}

async function advanceInTransaction(
  manager: EntityManager,
  { disputeId, now }: LadderInput,
): Promise<(LadderStatus & { businessId: string; actions: readonly LadderAction[] }) | null> {
  await manager.query(LOCK_DISPUTE, [disputeId]);
  const [row]: DisputeRow[] = await manager.query(FIND_DISPUTE_WITH_FACTS, [disputeId, DISPUTE_NOTICES]);
  if (!row || row.facts.length === 0) return null;
  const responseMs = durationMs(row.policy.estimatedResponseTime);
  const told = foldDispute(row.facts.map(factOfEvent), responseMs).get(row.stage) ?? nothingAsked(row.stage);
  const reading = { ...told, deadline: deadlineByOurClock(told, row, now) };
  const progress = progressOf(row, reading, now);
  const reaches = reading.deadline ? await reachableLevelsOf(manager, row.businessId) : () => false;
  const advance = advanceLadder(reading, row.policy, progress, now, reaches);
  const dispute = disputeWithFacts(row, reading);
  await runStatement(manager, UPDATE_DISPUTE, disputeUpdate(dispute, reading, advance, progress));
  for (const action of advance.actions) await performAction(manager, dispute, action, now);
  return {
    businessId: row.businessId,
    actions: advance.actions,
    ...ladderStatusOf(dispute, reading, advance, progress, now),
  };
}

/**
 * A deadline is known when it is first looked at, whatever the clock of the process says that took the fact in: one that is ahead
 * would drop the reminders that are due by then.
 */
function deadlineByOurClock(
  { deadline, reopenedAt }: DisputeReading,
  { respondBy, respondByKnownAt }: DisputeRow,
  now: number,
): Deadline | null {
  if (!deadline) return null;
  const known = respondBy?.getTime() === deadline.at ? (respondByKnownAt?.getTime() ?? now) : now;
  return { ...deadline, knownAt: Math.min(deadline.knownAt, known < (reopenedAt ?? 0) ? now : known) };
}

/**
 * Without what was done about an earlier question, which was withdrawn. Who took it by a clock that is ahead took it now: it holds until
 * the next reminder, and no longer.
 */
function progressOf(
  { done, acknowledgedAt, respondedAt, passedAt }: DisputeRow,
  { reopenedAt }: DisputeReading,
  now: number,
) {
  const since = (at: Date | null) => (at !== null && at.getTime() >= (reopenedAt ?? 0) ? at.getTime() : null);
  const taken = since(acknowledgedAt);
  return {
    done: done
      .map(({ dueAt, level }): HandledReminder => ({ dueAt: Date.parse(dueAt), level }))
      .filter(({ dueAt }) => dueAt >= (reopenedAt ?? 0)),
    acknowledgedAt: taken && Math.max(Math.min(taken, now), reopenedAt ?? 0),
    respondedAt: since(respondedAt),
    passedAt: since(passedAt),
  };
}

/** Whether a level has somebody who would be told by the very rules that plan the reminder. */
async function reachableLevelsOf(
  manager: EntityManager,
  businessId: string,
): Promise<(level: EscalationLevel) => boolean> {
  const entry = findEventType('dispute.reminder');
  const destinations: PlanDestination[] = await manager.query(FIND_REMINDER_DESTINATIONS, [businessId]);
  const hearing = destinations.filter((destination) => {
    const layers = { ...plannableOf(destination, 'dispute.reminder', {}), onCall: true };
    return destination.enabled && !destination.suppressed && decidePreference(entry, layers).enabled;
  });
  return (level) => hearing.some((destination) => isOfLevel(level, destination));
}

interface DatedDispute extends NoticedDispute {
  openedAt: Date;
  /** By the newest word of the provider an answer lies there unsent. */
  draft: boolean;
}

/**
 * The dispute as the facts of its stage have it: the opening says when it began, else the first that came; the newest of those
 * that ask says what it is about, as amounts are corrected and reasons become known.
 */
function disputeWithFacts(row: DisputeRow, { stage, deadline, openedBy }: DisputeReading): DatedDispute {
  const all = [...row.facts].sort(
    (a, b) => Date.parse(a.occurredAt) - Date.parse(b.occurredAt) || (a.eventId < b.eventId ? -1 : 1),
  );
  const first = all.find(({ eventId }) => eventId === openedBy) ?? all[0];
  const asking = all.filter(({ facts }) => facts.stage === stage && facts.dispute?.status === 'OPEN');
  const said = asking.length > 0 ? asking : first ? [first] : [];
  const newest = (key: 'reason' | 'paymentId') => said.findLast(({ facts }) => facts[key] !== null)?.facts[key] ?? null;
  const priced = said.findLast(({ facts }) => facts.amount !== null)?.facts;
  const { facts: _facts, done: _done, acknowledgedAt: _at, respondedAt: _by, passedAt: _passed, ...dispute } = row;
  return {
    ...dispute,
    amount: priced?.amount ?? null,
    currency: priced?.currency ?? first?.facts.currency ?? null,
    reason: newest('reason'),
    paymentId: newest('paymentId'),
    draft: asking.at(-1)?.facts.dispute?.draft ?? false,
    openedAt: new Date(first?.occurredAt ?? 0),
    respondBy: deadline && new Date(deadline.at),
    respondByEstimated: deadline?.estimated ?? false,
  };
}

const dateOf = (at: number | null | undefined) => (at == null ? null : new Date(at));

function disputeUpdate(
  dispute: DatedDispute,
  reading: DisputeReading,
  advance: LadderAdvance,
  { acknowledgedAt }: ReturnType<typeof progressOf>,
) {
  const { id: disputeId, amount, currency, reason, paymentId, openedAt, respondBy, respondByEstimated } = dispute;
  return {
    ...{ disputeId, amount, currency, reason, paymentId, openedAt, respondBy, respondByEstimated },
    ...{ state: advance.state, escalationLevel: advance.level, passedAt: dateOf(advance.passedAt) },
    respondByKnownAt: dateOf(reading.deadline?.knownAt),
    unanswerable: reading.unanswerable,
    acknowledgedAt: dateOf(acknowledgedAt),
    endedBy: reading.endedBy,
    reopenedAt: dateOf(reading.reopenedAt),
    contradictory: reading.contradictory,
    nextAt: dateOf(advance.wait?.until),
  };
}

async function performAction(
  manager: EntityManager,
  dispute: DatedDispute,
  action: LadderAction,
  now: number,
): Promise<void> {
  const { levels } = dispute.policy;
  const at = new Date(now);
  const reminder = { disputeId: dispute.id, businessId: dispute.businessId };
  if (action.kind === 'OVERTAKEN') {
    const { level, level: askedLevel } = action;
    const overtaken = { dueAt: new Date(action.dueAt), level, askedLevel, skipped: 'OVERTAKEN' } as const;
    await runStatement(manager, INSERT_REMINDER, { ...reminder, ...overtaken, sentAt: null, eventId: null });
    return;
  }
  if (action.kind === 'PASSED') {
    const transition = `passed:${dispute.respondBy?.toISOString()}`;
    await raiseNotices(manager, [disputeNotice(dispute, 'dispute.deadline_passed', transition, at, { told: levels })]);
    return;
  }
  const level = action.level ?? action.asked;
  const said = {
    timeLeft: String(Math.floor(((dispute.respondBy?.getTime() ?? now) - now) / 60_000)),
    level: `${level + 1}/${levels.length}`,
    unreachable: action.unreachable.map((one) => one + 1).join(', ') || null,
    draft: dispute.draft,
    told: levels.slice(level, level + 1),
  };
  const transition = `reminder:${new Date(action.dueAt).toISOString()}`;
  const [eventId = null] = await raiseNotices(manager, [
    disputeNotice(dispute, 'dispute.reminder', transition, at, said),
  ]);
  const skipped = action.level === null ? 'UNREACHABLE' : null;
  const dealtWith = { dueAt: new Date(action.dueAt), level, askedLevel: action.asked, sentAt: skipped ? null : at };
  await runStatement(manager, INSERT_REMINDER, { ...reminder, ...dealtWith, skipped, eventId });
}

function ladderStatusOf(
  dispute: NoticedDispute,
  { deadline }: DisputeReading,
  { state, level, wait, actions }: LadderAdvance,
  progress: ReturnType<typeof progressOf>,
  now: number,
): LadderStatus {
  const { policy } = dispute;
  const reminded = actions.flatMap((action) => (action.kind === 'REMIND' ? [{ dueAt: action.dueAt, level }] : []));
  const ladder = deadline && { ...progress, policy, deadline, done: [...progress.done, ...reminded] };
  const coming = ladder && wait?.next === 'REMINDER' ? comingReminders(ladder, now)[0] : undefined;
  return {
    label: disputeLabel(dispute),
    state,
    level,
    until: wait?.until ?? null,
    next: wait?.next ?? null,
    asks: coming ? { level: coming.level, roles: policy.levels[coming.level]?.roles ?? [] } : null,
    deadline: deadline?.at ?? null,
    estimated: deadline?.estimated ?? false,
  };
}
