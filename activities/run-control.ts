/** What activities ask of the one starter of runs (src/temporal/starter.ts). */
import type { HoldInput } from '../src/domain/run-inputs.js';
import type { StartOutcome } from '../workflows/messages.js';

export interface RunControl {
  /** `lookAgain`: a run that is there already may have looked, and is told to look once more. */
  startHold(input: HoldInput, options?: { lookAgain: boolean }): Promise<StartOutcome>;
  /** Starts the run of a dispute, or has the one that is there look again. */
  startDispute(disputeId: string): Promise<StartOutcome>;
}

/** @throws where the run was not started: the activity is tried again until it is. */
export async function started(starting: Promise<StartOutcome>): Promise<void> {
  const outcome = await starting;
  if (outcome.kind === 'away' || outcome.kind === 'refused')
    throw new Error(`a run could not be started: ${outcome.reason}`);
}
