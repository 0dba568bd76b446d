/** What tests read from Temporal: counts that are billed, and all that it keeps in plain text. */
import type { Client, WorkflowHandle } from '@temporalio/client';
import proto from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { findTestServerBinary } from '../../src/local/temporal-binary.js';
import { registerSearchAttributes } from '../../src/temporal/search-attributes.js';
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

/** What this server answers where it cannot list its search attributes, so that our own look at them is none here. */
const UNIMPLEMENTED = 12;

/** A Temporal whose time runs as fast as nothing happens, with our search attributes. */
export async function startSkippingTemporal(): Promise<TestWorkflowEnvironment> {
  const path = await findTestServerBinary(() => undefined);
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  await registerSearchAttributes(env.connection, 'default').catch((error: { code?: number }) => {
    if (error.code !== UNIMPLEMENTED) throw error;
  });
  return env;
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
