/** What tests read from Temporal: counts that are billed, and all that it keeps in plain text. */
import type { Client, WorkflowHandle } from '@temporalio/client';
import proto from '@temporalio/proto';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { eventually } from './program.js';

export type History = proto.temporal.api.history.v1.IHistory;
export type HistoryEvent = proto.temporal.api.history.v1.IHistoryEvent;
type EventTypeName = keyof typeof proto.temporal.api.enums.v1.EventType;

/** For files that make workers of their own: runs that give up are no news here. */
export function quietTemporal(): void {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    shutdownSignals: [],
    telemetryOptions: { logging: { forward: {}, filter: { core: 'ERROR', other: 'ERROR' } } },
  });
}

export function eventsOf(history: History, type: EventTypeName): HistoryEvent[] {
  const wanted = proto.temporal.api.enums.v1.EventType[type];
  return (history.events ?? []).filter((event) => event.eventType === wanted);
}

/** Actions as Temporal Cloud bills them: the start, every try of an activity, all local activities of one task, timers. */
export function billedActions(history: History): number {
  const tries = eventsOf(history, 'EVENT_TYPE_ACTIVITY_TASK_STARTED').map(
    (event) => event.activityTaskStartedEventAttributes?.attempt ?? 1,
  );
  const tasksWithLocals = eventsOf(history, 'EVENT_TYPE_MARKER_RECORDED').map((event) =>
    String(event.markerRecordedEventAttributes?.workflowTaskCompletedEventId),
  );
  const others = (['EVENT_TYPE_TIMER_STARTED', 'EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED'] as const).flatMap((type) =>
    eventsOf(history, type),
  );
  return 1 + tries.reduce((sum, count) => sum + count, 0) + new Set(tasksWithLocals).size + others.length;
}

/** All that Temporal keeps of a run, payloads decoded. */
export function readableText(history: History): string {
  return JSON.stringify(history, (key, value) =>
    key === 'data' && typeof value === 'string' ? Buffer.from(value, 'base64').toString() : value,
  );
}

/** The run with this id, once it is there: ingest answers before the run has started. */
export async function startedRun(client: Client, workflowId: string): Promise<WorkflowHandle> {
  const handle = client.workflow.getHandle(workflowId);
  await eventually(`a run ${workflowId}`, () => handle.describe().catch(() => null));
  return handle;
}
