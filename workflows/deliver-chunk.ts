/** Delivers one chunk of a recorded plan. */
import { ActivityFailure, ApplicationFailure, isCancellation, log, TemporalFailure } from '@temporalio/workflow';
import type { Activities } from '../activities/index.js';
import type { Chunk } from '../src/domain/planning/chunks.js';
import { makeReason } from '../src/domain/reasons.js';
import { atOnceOptions, deliver, deliverAtOnce, ledger, sendOptions } from './activity-proxies.js';

type DeliverInput = Parameters<Activities['deliver']>[0];
type FirstTry = Awaited<ReturnType<Activities['deliverAtOnce']>>[number];

const summaryOf = ({ channel, count }: Chunk) => `${channel} · ${count} ${count === 1 ? 'delivery' : 'deliveries'}`;

/** What became of each chunk; nothing is known where the try itself failed. */
export async function triedAtOnce(input: Parameters<Activities['deliverAtOnce']>[0]): Promise<FirstTry[]> {
  try {
    const summary = input.chunks.map(summaryOf).join(', ');
    return await deliverAtOnce.executeWithOptions(atOnceOptions(summary), [input]);
  } catch (error) {
    // A local activity that fails throws what it failed with.
    if (!(error instanceof TemporalFailure) || isCancellation(error)) throw error;
    return [];
  }
}

/** What the first try has left. @returns how many were sent, by that try as well */
export async function deliverRest(input: Omit<DeliverInput, 'chunk'>, chunk: Chunk, first?: FirstTry): Promise<number> {
  if (!first) return deliverChunk(input, chunk);
  if (!first.retry) return first.sent;
  return first.sent + (await deliverChunk({ ...input, tried: first.retry }, chunk));
}

/** @returns how many were sent. A failed chunk is recorded as such, and the run goes on with the others. */
export async function deliverChunk(input: Omit<DeliverInput, 'chunk'>, chunk: Chunk): Promise<number> {
  try {
    const options = sendOptions(chunk.retry, summaryOf(chunk));
    const { sent } = await deliver.executeWithOptions(options, [{ ...input, chunk }]);
    return sent;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const reason =
      error.cause instanceof ApplicationFailure
        ? makeReason('UNEXPECTED', { error: error.cause.message })
        : makeReason('NO_ANSWER_IN_TIME');
    log.warn('delivery given up', { code: 'DELIVERY_GIVEN_UP', channel: chunk.channel, first: chunk.first, reason });
    await ledger.giveUp({ ...input, chunk, reason });
    return 0;
  }
}
