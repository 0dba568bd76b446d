/** Requeues events whose run is gone: Temporal lost its data, or somebody terminated the run. */
import type { DataSource } from 'typeorm';
import { MARK_STILL_RUNNING, REQUEUE } from '../core/ingest/relay.statements.js';
import { runStatement } from '../platform/database/statement.js';
import type { RunStarter } from './starter.js';

interface DispatchedEvent {
  id: string;
  workflowId: string | null;
}

interface LostRunDeps {
  dataSource: DataSource;
  starter: Pick<RunStarter, 'findRunning'>;
}

/** @returns those that wait for the relay now; the runs of the others live. @throws if Temporal does not answer. */
export async function requeueLost(
  { dataSource, starter }: LostRunDeps,
  events: readonly DispatchedEvent[],
): Promise<string[]> {
  const running = await starter.findRunning(events.flatMap(({ workflowId }) => workflowId ?? []));
  const isAlive = ({ workflowId }: DispatchedEvent) => workflowId !== null && running.has(workflowId);
  const alive = events.filter(isAlive).map(({ id }) => id);
  const gone = events.filter((event) => !isAlive(event)).map(({ id }) => id);
  if (alive.length > 0) await runStatement(dataSource, MARK_STILL_RUNNING, { ids: alive });
  if (gone.length > 0) await runStatement(dataSource, REQUEUE, { ids: gone });
  return gone;
}
