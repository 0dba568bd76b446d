/** Delivers one chunk of a recorded plan; what is still pending is tried again by Temporal. */
import { ApplicationFailure, cancellationSignal } from '@temporalio/activity';
import { type DeliverDeps, type DeliverInput, type DeliverRetry, deliver } from '../src/core/delivery/deliver.js';

/** @returns how many were sent by this call. @throws ApplicationFailure while deliveries of the chunk are pending. */
export async function deliverOrRetry(deps: DeliverDeps, input: DeliverInput): Promise<{ sent: number }> {
  const { sent, retry } = await deliver(deps, input, cancellationSignal());
  if (retry) throw retryFailure(retry);
  return { sent };
}

/** Temporal takes a delay of nothing for "no other try", and fails the activity for good. */
const SHORTEST_RETRY_MS = 1;

/** Temporal keeps its message, so it holds numbers only; the texts of carriers are in the ledger. */
export function retryFailure({ pending, answers, afterMs }: DeliverRetry): ApplicationFailure {
  return ApplicationFailure.create({
    message: `${pending} not sent yet (${answers.join(', ')})`,
    type: 'RetryLater',
    nextRetryDelay: Math.max(SHORTEST_RETRY_MS, Math.ceil(afterMs)),
  });
}
