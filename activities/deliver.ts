/** Delivers one chunk of a recorded plan; what is still pending is tried again by Temporal. */
import { ApplicationFailure, activityInfo, cancellationSignal } from '@temporalio/activity';
import { type DeliverDeps, type DeliverInput, type DeliverRetry, deliver } from '../src/core/delivery/deliver.js';

/** @returns how many were sent by this call. @throws ApplicationFailure while deliveries of the chunk are pending. */
export async function deliverChunk(deps: DeliverDeps, input: DeliverInput): Promise<{ sent: number }> {
  const call = { signal: cancellationSignal(), attempt: activityInfo().attempt };
  const { sent, retry } = await deliver(deps, input, call);
  if (retry) throw retryFailure(retry);
  return { sent };
}

/** Temporal keeps its message, so it holds numbers only; the texts of carriers are in the ledger. */
function retryFailure({ pending, answers, afterMs }: DeliverRetry): ApplicationFailure {
  return ApplicationFailure.create({
    message: `${pending} not sent yet (${answers.join(', ')})`,
    type: 'RetryLater',
    nextRetryDelay: afterMs,
  });
}
