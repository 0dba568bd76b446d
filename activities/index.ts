/** The activities of this program, bound to what they need. */
import { activityInfo } from '@temporalio/activity';
import type { NotifyInput } from '../workflows/messages.js';
import { type DeliverInput, type DeliverParts, deliver, giveUp } from './deliver.js';
import { type PlanResult, plan } from './plan.js';

export function createActivities(parts: DeliverParts) {
  return {
    /** Decides about the events and records it; the same answer however often it is called. */
    plan: (input: NotifyInput): Promise<PlanResult> =>
      plan(parts.dataSource, input, activityInfo().workflowExecution?.workflowId ?? ''),
    deliver: (input: DeliverInput) => deliver(parts, input),
    giveUp: (input: DeliverInput & { reason: string }) => giveUp(parts, input),
  };
}

export type Activities = ReturnType<typeof createActivities>;
