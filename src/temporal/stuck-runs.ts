/** How many open runs make no progress: Temporal marks one after two of its tasks failed in a row. */
import type { Client } from '@temporalio/client';
import { deadlineAfter } from '../platform/clock.js';
import type { Metrics } from '../platform/telemetry/metrics.js';

const QUERY =
  "ExecutionStatus = 'Running' AND TemporalReportedProblems IN ('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')";
const FRESH_MS = 10_000;
const ANSWER_MS = 2_000;

/** Asks when somebody reads the metrics, and at most each ten seconds; absent where Temporal does not answer. */
export function watchStuckRuns(metrics: Metrics, client: Client, namespace: string, now: () => Date): void {
  let askedAt = Number.NEGATIVE_INFINITY;
  metrics.onRead(async () => {
    const at = now().getTime();
    if (at - askedAt < FRESH_MS) return;
    askedAt = at;
    const { connection } = client;
    const counted = await connection
      .withDeadline(deadlineAfter(ANSWER_MS), () =>
        connection.workflowService.countWorkflowExecutions({ namespace, query: QUERY }),
      )
      .catch(() => null);
    if (!counted) metrics.forget('workflowsStuck', {});
    else metrics.set('workflowsStuck', {}, Number(counted.count));
  });
}
