/** Starts the runs of disputes. */
import type { StartableDispute } from '../src/core/disputes/startable-dispute.js';
import { type RunControl, started } from './run-control.js';

/** Makes sure that each dispute has a run, and that the run looks. Idempotent. */
export async function lookAtDisputes(runs: RunControl, disputes: readonly StartableDispute[]): Promise<void> {
  for (const dispute of disputes) await started(runs.startDispute(dispute));
}
