/** The activities of this program, bound to what they need. */
import { ApplicationFailure, activityInfo, heartbeat, log } from '@temporalio/activity';
import { TemporalFailure } from '@temporalio/common';
import type { Answer, AnswerKind } from '../src/disputes/answer.js';
import type { ProviderUrls } from '../src/reconcile/providers.js';
import type { AnswerInput, ClimbInput, HoldInput, NotifyInput } from '../workflows/messages.js';
import { type DeliverInput, type DeliverParts, deliver, giveUp } from './deliver.js';
import { type Released, release, startHolds } from './hold.js';
import { answerAs, type Climbed, climbLadder, lookAtDisputes } from './ladder.js';
import { type PlanResult, plan } from './plan.js';
import {
  checkCoverageOfAll,
  checkSilenceOfAll,
  reconcileAll,
  reviewPreferencesOfAll,
  tellMoneyAtRiskOfAll,
  type UpkeepInput,
} from './upkeep.js';

export interface ActivityParts extends DeliverParts {
  /** Where the providers' APIs lie. */
  providers: ProviderUrls;
}

/** `now` (ms) is another clock than the machine's where time is made to run faster. */
export function createActivities(parts: ActivityParts, now: () => number = Date.now) {
  return {
    /** Decides about the events and records it; the same answer however often it is called. */
    plan: (input: NotifyInput): Promise<PlanResult> =>
      withoutData(() =>
        plan(parts.dataSource, input, activityInfo().workflowExecution?.workflowId ?? '', new Date(now()), parts.tell),
      ),
    deliver: (input: DeliverInput) => withoutData(() => showingLife(() => deliver(parts, input))),
    /** Makes sure that what is held has a run that will deliver it. */
    startHolds: (holds: HoldInput[]): Promise<void> => withoutData(() => startHolds(holds, now())),
    /** What is held until now, less what became moot, in pieces for `deliver`. */
    release: (hold: HoldInput): Promise<Released[]> => withoutData(() => release(parts.dataSource, hold)),
    /** Makes sure that the disputes these events are about have runs, and that they look. */
    lookAtDisputes: (eventIds: string[]): Promise<void> =>
      withoutData(() => lookAtDisputes(parts.dataSource, eventIds)),
    /** Does what the ladder of a dispute has to do by then, and says when to look again. Null: there is no such dispute. */
    climb: (input: ClimbInput): Promise<Climbed | null> => withoutData(() => climbLadder(parts, input)),
    /** What somebody did about a dispute, asked of its run. Null: there is no such dispute. */
    answer: (input: ClimbInput & AnswerInput & { how: AnswerKind }): Promise<Answer | null> =>
      withoutData(() => answerAs(parts, input)),
    giveUp: (input: DeliverInput & { reason: string }) => withoutData(() => giveUp(parts, input)),
    checkCoverage: (input: UpkeepInput) => withoutData(() => checkCoverageOfAll(parts.dataSource, input)),
    checkSilence: (input: UpkeepInput) => withoutData(() => checkSilenceOfAll(parts.dataSource, input)),
    reconcile: (input: UpkeepInput) =>
      withoutData(() => reconcileAll({ dataSource: parts.dataSource, box: parts.box, urls: parts.providers }, input)),
    moneyAtRisk: (input: UpkeepInput) => withoutData(() => tellMoneyAtRiskOfAll(parts.dataSource, input)),
    reviewPreferences: (input: UpkeepInput) => withoutData(() => reviewPreferencesOfAll(parts.dataSource, input)),
  };
}

/** Below the heartbeat timeout of activity-proxies.ts by a wide margin; most sends are over before the first one. */
const HEARTBEAT_MS = 5_000;

/** A process that dies in mid-call is missed after some seconds, not after the call's whole time. */
async function showingLife<T>(work: () => Promise<T>): Promise<T> {
  const beating = setInterval(() => heartbeat(), HEARTBEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beating);
  }
}

/**
 * What goes wrong stands in Temporal for ever, in plain text, and a message of a database or library may quote data. So
 * it says only what kind of error it was; the message goes to the log.
 */
async function withoutData<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TemporalFailure) throw error;
    const { name, code } = error as { name?: string; code?: unknown };
    log.error('an activity failed', { code: 'ACTIVITY_FAILED', error: String(error) });
    throw ApplicationFailure.create({ message: [name ?? 'Error', code].filter(Boolean).join(' '), type: 'Unexpected' });
  }
}

export type Activities = ReturnType<typeof createActivities>;
