/** Requeues events whose run is gone: Temporal lost its data, or somebody terminated the run. */
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import {
  FIND_STUCK_EVENTS,
  type LostAfter,
  MARK_STILL_RUNNING,
  OVERDUE_DISPUTES,
  REQUEUE,
} from '../core/ingest/relay.statements.js';
import { URGENT_TYPES } from '../domain/planning/urgency.js';
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

interface StuckDeps {
  dataSource: DataSource;
  starter: RunStarter;
  lostAfter: LostAfter;
  log: Logger;
}

/** Events that are looked at together: of more, those that have waited longest beyond their time. */
const STUCK_AT_ONCE = 500;

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

/** Requeues what should be over and has no run. @returns whether there was any. @throws if Temporal does not answer. */
export async function requeueStuckEvents({ log, ...deps }: StuckDeps): Promise<boolean> {
  const stuck = await runStatement(deps.dataSource, FIND_STUCK_EVENTS, {
    ...deps.lostAfter,
    urgentTypes: URGENT_TYPES,
    atMost: STUCK_AT_ONCE,
  });
  const gone = await requeueLost(deps, stuck);
  if (gone.length === 0) return false;
  log.warn(
    { code: 'EVENTS_REQUEUED', count: gone.length },
    'runs were gone before their events were done; they start again',
  );
  return true;
}

/** Signals disputes that should have been looked at, which also starts their runs where they are gone. */
export async function startOverdueLadders({ dataSource, starter, lostAfter, log }: StuckDeps): Promise<void> {
  for (const dispute of await runStatement(dataSource, OVERDUE_DISPUTES, lostAfter)) {
    const outcome = await starter.startDispute(dispute);
    if (outcome.kind === 'started') continue;
    log.warn({ code: 'LADDER_NOT_WOKEN', dispute: dispute.id, outcome }, 'a ladder is late; it is tried again');
  }
}
