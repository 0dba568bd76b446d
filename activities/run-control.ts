/** The part of the starter (src/temporal/starter.ts) that activities use. */
import { ApplicationFailure } from '@temporalio/common';
import type { StartableDispute } from '../src/core/disputes/startable-dispute.js';
import type { HoldInput } from '../src/domain/run-inputs.js';
import type { StartOutcome } from '../workflows/messages.js';

export interface RunControl {
  /** `lookAgain`: a run that exists already may have released, and must release once more. */
  startHold(input: HoldInput, options?: { lookAgain: boolean }): Promise<StartOutcome>;
  /** Starts the run of a dispute, or signals the one that exists to look. */
  startDispute(dispute: StartableDispute): Promise<StartOutcome>;
}

/**
 * @throws if the run was not started, so that the activity is retried. Temporal that is away, or whose run has many signals at once
 * ("Workflow is busy"), heals by itself: that is no error of ours, and none in the log.
 */
export async function started(starting: Promise<StartOutcome>): Promise<void> {
  const outcome = await starting;
  if (outcome.kind === 'away') throw ApplicationFailure.retryable('a run could not be started yet', 'TemporalBusy');
  if (outcome.kind === 'refused') throw new Error(`a run could not be started: ${outcome.reason}`);
}
