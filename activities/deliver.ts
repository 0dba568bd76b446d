/** Delivers one chunk of a recorded plan; what is still pending is tried again by Temporal. */
import { ApplicationFailure, activityInfo, cancellationSignal } from '@temporalio/activity';
import { type DeliverDeps, type DeliverInput, type DeliverRetry, deliver } from '../src/core/delivery/deliver.js';

/** `tried`: what the first try left, which was not by this activity (at-once.ts). */
export interface TriedInput extends DeliverInput {
  tried?: DeliverRetry;
}

/** @returns how many were sent by this call. @throws ApplicationFailure while deliveries of the chunk are pending. */
export async function deliverOrRetry(deps: DeliverDeps, { tried, ...input }: TriedInput): Promise<{ sent: number }> {
  // The wait after the first try is Temporal's, as that after any other.
  if (tried && tried.afterMs > 0 && activityInfo().attempt === 1) throw retryFailure(tried);
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
