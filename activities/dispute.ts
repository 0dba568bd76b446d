/** Starts the runs of disputes. */
import { type RunControl, started } from './run-control.js';

/** Makes sure that each dispute has a run, and that the run looks. Idempotent. */
export async function lookAtDisputes(runs: RunControl, disputeIds: readonly string[]): Promise<void> {
  for (const id of disputeIds) await started(runs.startDispute(id));
}
