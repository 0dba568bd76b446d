/** Whether runs in flight go on under this build: their histories are replayed on its bundle. Nothing is changed or sent. */
import type { Client } from '@temporalio/client';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { WORKFLOW_BUNDLE } from './bundle.js';

export interface Replayed {
  count: number;
  /** Runs that would hang under this build, each with the first line of what Temporal says. */
  broken: { workflowId: string; error: string }[];
}

/** What breaks is reported, once: Temporal's own warning for each would bury it. Before the first connection of the process. */
export function silenceTemporal(): void {
  const logger = new DefaultLogger('ERROR', () => undefined);
  Runtime.install({ shutdownSignals: [], logger, telemetryOptions: { logging: { forward: {} } } });
}

/** Replays at most `most` runs of the task queue that are open, or were begun since then: the newest first. */
export async function replayRuns(
  client: Client,
  { taskQueue, since, most }: { taskQueue: string; since: Date; most: number },
): Promise<Replayed> {
  const begun = `(ExecutionStatus = 'Running' OR StartTime > '${since.toISOString()}')`;
  const histories = client.workflow.list({ query: `TaskQueue = '${taskQueue}' AND ${begun}` }).intoHistories();
  const replayed: Replayed = { count: 0, broken: [] };
  for await (const { workflowId, error } of Worker.runReplayHistories(
    { workflowBundle: { codePath: WORKFLOW_BUNDLE } },
    first(histories, most),
  )) {
    replayed.count++;
    if (error) replayed.broken.push({ workflowId, error: error.message.split('\n')[0] ?? '' });
  }
  return replayed;
}

async function* first<Item>(items: AsyncIterable<Item>, most: number): AsyncIterable<Item> {
  let count = 0;
  for await (const item of items) {
    if (count++ >= most) return;
    yield item;
  }
}
