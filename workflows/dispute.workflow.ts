/**
 * One run per dispute and stage. It only knows when the ladder must advance next; the facts are in PostgreSQL. Each look
 * (src/core/disputes/ladder.ts) reads all facts, does what is due, and returns when to look next; then the run waits for that moment or
 * for a signal. It ends when the dispute is responded to or ended, when its deadline has passed, and when there is no deadline.
 */
import {
  allHandlersFinished,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  setCurrentDetails,
  setHandler,
  setWorkflowOptions,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.js';
import type { LadderStatus } from '../src/domain/disputes/ladder-status.js';
import { ladderSummary, waitSummary } from '../src/domain/disputes/ladder-summary.js';
import type { DisputeInput, RespondInput } from '../src/domain/run-inputs.js';
import { ledger } from './activity-proxies.js';
import { SEARCH_ATTRIBUTES } from './messages.js';

/** Who responded first, and whether that is this response; null if there is no such dispute. */
type DisputeResponse = Awaited<ReturnType<Activities['respond']>>;

/** An update of the run that waits for its result. */
interface RequestedResponse extends RespondInput {
  how: 'ACKNOWLEDGE' | 'RESPOND';
  /** Absent until the activity has returned. */
  response?: DisputeResponse;
}

const look = defineSignal('look');
const state = defineQuery<LadderStatus | null>('state');
const acknowledge = defineUpdate<DisputeResponse, [RespondInput]>('acknowledge');
const respond = defineUpdate<DisputeResponse, [RespondInput]>('respond');

// Its run lives for days: where workers are versioned it goes on with each new build, and all others stay with theirs (src/temporal/
// versions.ts). A worker without a version must not say it: the server would refuse each of its tasks.
setWorkflowOptions(
  () => (workflowInfo().currentDeploymentVersion?.deploymentName ? { versioningBehavior: 'AUTO_UPGRADE' } : {}),
  dispute,
);

/** @returns the state of the ladder at its end; null if there is no such dispute. */
export async function dispute(input: DisputeInput): Promise<LadderStatus | null> {
  let signals = 0;
  let status: LadderStatus | null = null;
  const requested: RequestedResponse[] = [];
  const handle =
    (how: RequestedResponse['how']) =>
    async ({ actor }: RespondInput) => {
      const request: RequestedResponse = { actor, how };
      requested.push(request);
      signals++;
      await condition(() => request.response !== undefined);
      return request.response ?? null;
    };
  setHandler(look, () => void signals++);
  setHandler(state, () => status);
  setHandler(acknowledge, handle('ACKNOWLEDGE'), { validator: validateActor });
  setHandler(respond, handle('RESPOND'), { validator: validateActor });
  for (;;) {
    const seen = signals;
    const before: LadderStatus | null = status;
    // One after the other: two local activities at once may end in another order when the run is replayed.
    for (const request of requested.splice(0))
      request.response = await ledger.respond({ ...input, actor: request.actor, how: request.how, now: Date.now() });
    status = await ledger.advanceLadder({ ...input, now: Date.now() });
    if (status) showStatus(status, before);
    const until: number | null = status?.until ?? null;
    if (status && until !== null) {
      const summary = waitSummary(status);
      await condition(() => signals > seen, Math.max(1, until - Date.now()), { summary });
    }
    const idle = signals === seen && allHandlersFinished();
    if (until === null && idle) return status;
    // The next run needs no state: all facts are in PostgreSQL, and it begins with a look.
    if (idle && workflowInfo().continueAsNewSuggested) await continueAsNew<typeof dispute>(input);
  }
}

function validateActor({ actor }: RespondInput): void {
  if (typeof actor !== 'string' || actor.trim() === '') throw new Error('Name who responds: {"actor": "Ada"}');
}

/** Shows the state to the operator in Temporal's Web UI and its search. */
function showStatus(status: LadderStatus, before: LadderStatus | null): void {
  setCurrentDetails(`${ladderSummary(status)}\n\n${status.state}, level ${status.level}`);
  if (before?.state !== status.state || before?.deadline !== status.deadline) {
    upsertSearchAttributes([
      { key: SEARCH_ATTRIBUTES.disputeState, value: status.state },
      { key: SEARCH_ATTRIBUTES.deadline, value: status.deadline === null ? null : new Date(status.deadline) },
    ]);
  }
}
