/** The activities, bound to their dependencies. The rules are in src/core. */
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import {
  type DeliverDeps,
  type DeliverInput,
  type DeliverResult,
  deliver,
  giveUp,
} from '../src/core/delivery/deliver.js';
import { advanceDisputeLadder, respondAs } from '../src/core/disputes/ladder.js';
import type { DisputeResponse, ResponseKind } from '../src/core/disputes/respond.js';
import type { StartableDispute } from '../src/core/disputes/startable-dispute.js';
import { type ReleasedChunk, releaseHeld } from '../src/core/holds/release.js';
import {
  applyRetentionToAll,
  checkCoverageOfAll,
  checkProvidersOfAll,
  checkSilenceOfAll,
  noticeMoneyAtRiskOfAll,
  noticeUnreadableOfAll,
  reconcileAll,
  reviewPreferencesOfAll,
  sendWelcomesToAll,
} from '../src/core/maintenance/walk.js';
import { type PlanResult, planEvents } from '../src/core/planning/plan-events.js';
import type { LadderStatus } from '../src/domain/disputes/ladder-status.js';
import type { Reason } from '../src/domain/reasons.js';
import type { HoldInput, LadderInput, MaintenanceInput, NotifyInput, RespondInput } from '../src/domain/run-inputs.js';
import { PublicUrl } from '../src/platform/public-url.js';
import { SealedLinks } from '../src/platform/secrets/sealed-links.js';
import type { ProviderUrls } from '../src/sources/index.js';
import { AtOnce, type AtOnceInput } from './at-once.js';
import { deliverOrRetry, type TriedInput } from './deliver.js';
import { lookAtDisputes } from './dispute.js';
import { withHeartbeat, withoutData } from './failures.js';
import { startHolds } from './hold.js';
import type { RunControl } from './run-control.js';

export interface ActivityDeps extends DeliverDeps {
  /** The URLs of the payment providers' APIs. */
  providers: ProviderUrls;
  /** For how many days bodies are kept, where a business did not choose. */
  payloadDays: number;
  runs: RunControl;
  /** Told of the events of a plan all of which this process has sent. */
  sent(eventIds: readonly string[]): void;
}

export function createActivities(deps: ActivityDeps) {
  const { dataSource, log, runs, now } = deps;
  const atOnce = new AtOnce((input) => withoutData(() => deliver(deps, input, cancellationSignal())));
  return {
    /** Plans the events and records the plan. Idempotent: a second call returns the recorded plan. */
    plan: (input: NotifyInput): Promise<PlanResult> =>
      withoutData(() => planEvents(deps, input, activityInfo().workflowExecution?.workflowId ?? '', now())),
    /** The first try of a small plan, as a local activity. It fails only where the process does. */
    deliverAtOnce: async (input: AtOnceInput): Promise<DeliverResult[]> => {
      const results = await atOnce.tryAll(input);
      if (results.every(({ retry }) => retry === null)) deps.sent(input.eventIds);
      return results;
    },
    deliver: (input: TriedInput) => withoutData(() => withHeartbeat(() => deliverOrRetry(deps, input))),
    /** Makes sure that each hold has a run that will deliver it. */
    startHolds: (holds: HoldInput[]): Promise<void> => withoutData(() => startHolds(runs, holds, now().getTime())),
    /** Releases what is held until now, without what newer events superseded. */
    release: (hold: HoldInput): Promise<ReleasedChunk[]> => withoutData(() => releaseHeld(deps, hold)),
    /** Makes sure that these disputes have runs, and that the runs look. */
    lookAtDisputes: (disputes: StartableDispute[]): Promise<void> => withoutData(() => lookAtDisputes(runs, disputes)),
    /** Does what is due on the ladder of a dispute; the result says when to look next. Null: there is no such dispute. */
    advanceLadder: (input: LadderInput): Promise<LadderStatus | null> =>
      withoutData(() => advanceDisputeLadder(deps, input)),
    /** Acknowledges or responds, for an update of the run. Null: there is no such dispute. */
    respond: (input: LadderInput & RespondInput & { how: ResponseKind }): Promise<DisputeResponse | null> =>
      withoutData(() => respondAs(deps, input)),
    giveUp: (input: DeliverInput & { reason: Reason }) => withoutData(() => giveUp(deps, input)),
    checkCoverage: (input: MaintenanceInput) => withoutData(() => checkCoverageOfAll(deps, input)),
    checkProviders: (input: MaintenanceInput) => withoutData(() => checkProvidersOfAll(providerDeps(deps), input)),
    checkSilence: (input: MaintenanceInput) => withoutData(() => checkSilenceOfAll(deps, input)),
    reconcile: (input: MaintenanceInput) =>
      withoutData(() => reconcileAll({ dataSource, log, now, box: deps.box, urls: deps.providers }, input)),
    moneyAtRisk: (input: MaintenanceInput) => withoutData(() => noticeMoneyAtRiskOfAll(deps, input)),
    noticeUnreadable: (input: MaintenanceInput) => withoutData(() => noticeUnreadableOfAll(deps, input)),
    retention: (input: MaintenanceInput) => withoutData(() => applyRetentionToAll(deps, input)),
    sendWelcomes: (input: MaintenanceInput) => withoutData(() => sendWelcomesToAll(welcomeDeps(deps), input)),
    reviewPreferences: (input: MaintenanceInput) => withoutData(() => reviewPreferencesOfAll(deps, input)),
  };
}

function providerDeps({ dataSource, log, now, box, providers, publicUrl }: ActivityDeps) {
  return { dataSource, log, now, box, urls: providers, publicUrl: new PublicUrl(publicUrl) };
}

function welcomeDeps({ dataSource, log, box, publicUrl, context }: ActivityDeps) {
  return { dataSource, log, mail: context.mail, links: new SealedLinks(box, publicUrl) };
}

export type Activities = ReturnType<typeof createActivities>;
