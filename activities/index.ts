/** The activities of this program, bound to what they need. Thin: the rules are in src/core. */

import { activityInfo } from '@temporalio/activity';
import { type DeliverDeps, type DeliverInput, giveUp } from '../src/core/delivery/deliver.js';
import { advanceDisputeLadder, respondAs } from '../src/core/disputes/ladder.js';
import type { DisputeResponse, ResponseKind } from '../src/core/disputes/respond.js';
import { type ReleasedChunk, releaseHeld } from '../src/core/holds/release.js';
import {
  checkCoverageOfAll,
  checkSilenceOfAll,
  noticeMoneyAtRiskOfAll,
  reconcileAll,
  reviewPreferencesOfAll,
} from '../src/core/maintenance/walk.js';
import { type PlanResult, planEvents } from '../src/core/planning/plan-events.js';
import type { LadderStatus } from '../src/domain/disputes/ladder-status.js';
import type { Reason } from '../src/domain/reasons.js';
import type { HoldInput, LadderInput, MaintenanceInput, NotifyInput, RespondInput } from '../src/domain/run-inputs.js';
import type { ProviderUrls } from '../src/sources/provider-apis.js';
import { deliverChunk } from './deliver.js';
import { lookAtDisputes } from './dispute.js';
import { withHeartbeat, withoutData } from './failures.js';
import { startHolds } from './hold.js';
import type { RunControl } from './run-control.js';

export interface ActivityDeps extends DeliverDeps {
  /** Where the providers' APIs lie. */
  providers: ProviderUrls;
  runs: RunControl;
}

/** `now` (ms) is another clock than the machine's where time is made to run faster. */
export function createActivities(deps: ActivityDeps, now: () => number = Date.now) {
  const { dataSource, log, runs } = deps;
  return {
    /** Decides about the events and records it; the same answer however often it is called. */
    plan: (input: NotifyInput): Promise<PlanResult> =>
      withoutData(() => planEvents(deps, input, activityInfo().workflowExecution?.workflowId ?? '', new Date(now()))),
    deliver: (input: DeliverInput) => withoutData(() => withHeartbeat(() => deliverChunk(deps, input))),
    /** Makes sure that what is held has a run that will deliver it. */
    startHolds: (holds: HoldInput[]): Promise<void> => withoutData(() => startHolds(runs, holds, now())),
    /** What is held until now, less what became moot, in pieces for `deliver`. */
    release: (hold: HoldInput): Promise<ReleasedChunk[]> => withoutData(() => releaseHeld(dataSource, hold)),
    /** Makes sure that the disputes these events are about have runs, and that they look. */
    lookAtDisputes: (eventIds: string[]): Promise<void> =>
      withoutData(() => lookAtDisputes(dataSource, runs, eventIds)),
    /** Does what the ladder of a dispute has to do by then, and says when to look again. Null: there is no such dispute. */
    advanceLadder: (input: LadderInput): Promise<LadderStatus | null> =>
      withoutData(() => advanceDisputeLadder(deps, input)),
    /** What somebody did about a dispute, asked of its run. Null: there is no such dispute. */
    respond: (input: LadderInput & RespondInput & { how: ResponseKind }): Promise<DisputeResponse | null> =>
      withoutData(() => respondAs(deps, input)),
    giveUp: (input: DeliverInput & { reason: Reason }) => withoutData(() => giveUp(deps, input)),
    checkCoverage: (input: MaintenanceInput) => withoutData(() => checkCoverageOfAll(deps, input)),
    checkSilence: (input: MaintenanceInput) => withoutData(() => checkSilenceOfAll(deps, input)),
    reconcile: (input: MaintenanceInput) =>
      withoutData(() => reconcileAll({ dataSource, log, box: deps.box, urls: deps.providers }, input)),
    moneyAtRisk: (input: MaintenanceInput) => withoutData(() => noticeMoneyAtRiskOfAll(deps, input)),
    reviewPreferences: (input: MaintenanceInput) => withoutData(() => reviewPreferencesOfAll(deps, input)),
  };
}

export type Activities = ReturnType<typeof createActivities>;
