/** Starts the runs of disputes. */
import type { DataSource } from 'typeorm';
import { disputesOfEvents } from '../src/core/disputes/ladder.js';
import { type RunControl, started } from './run-control.js';

/** Makes sure that each dispute of these events has a run, and that the run looks. Idempotent. */
export async function lookAtDisputes(
  dataSource: DataSource,
  runs: RunControl,
  eventIds: readonly string[],
): Promise<void> {
  for (const dispute of await disputesOfEvents(dataSource, eventIds)) await started(runs.startDispute(dispute));
}
