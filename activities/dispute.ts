/** Starts the runs of disputes. */
import type { DataSource } from 'typeorm';
import { disputesOfEvents } from '../src/core/disputes/ladder.js';
import { type RunControl, started } from './run-control.js';

/** Makes sure that each dispute the events are about has a run, and that it looks at them. As often as wanted. */
export async function lookAtDisputes(
  dataSource: DataSource,
  runs: RunControl,
  eventIds: readonly string[],
): Promise<void> {
  for (const id of await disputesOfEvents(dataSource, eventIds)) await started(runs.startDispute(id));
}
