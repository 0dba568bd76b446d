/** Delivers one chunk of a recorded plan; what is still pending is tried again by Temporal. */
import { ApplicationFailure, activityInfo, cancellationSignal } from '@temporalio/activity';
import {
  type DeliverDeps,
  type DeliverInput,
  type DeliverResult,
  type DeliverRetry,
  deliver,
} from '../src/core/delivery/deliver.js';
import type { Chunk } from '../src/domain/planning/chunks.js';
import type { NotifyInput } from '../src/domain/run-inputs.js';
import { withoutData } from './failures.js';

/** `tried`: what the first try left, which was not by this activity (`AtOnce`). */
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

/** Plans that are tried at once, in this process: what hangs holds no more of them, and the others go the usual way. */
export const AT_ONCE_PLACES = 10;

/** What is left to an activity of its own, without a wait. */
const leftOf = ({ count }: Chunk): DeliverResult => ({ sent: 0, retry: { pending: count, answers: [], afterMs: 0 } });

/** The first try of all chunks of a small plan, by the task that planned it. */
export class AtOnce {
  private underWay = 0;

  constructor(private readonly deps: DeliverDeps) {}

  /** @returns what became of each chunk; what is pending is left to `deliver` */
  async deliver({ chunks, ...input }: NotifyInput & { chunks: Chunk[] }): Promise<DeliverResult[]> {
    if (this.underWay >= AT_ONCE_PLACES) return chunks.map(leftOf);
    this.underWay += 1;
    try {
      const signal = cancellationSignal();
      const tries = chunks.map((chunk) => withoutData(() => deliver(this.deps, { ...input, chunk }, signal)));
      const settled = await Promise.allSettled(tries);
      return settled.map((one, at) => (one.status === 'fulfilled' ? one.value : leftOf(chunks[at] as Chunk)));
    } finally {
      this.underWay -= 1;
    }
  }
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
