/** Delivers one chunk of a recorded plan. */
import { ActivityFailure, ApplicationFailure, log } from '@temporalio/workflow';
import type { Activities } from '../activities/index.js';
import type { Chunk } from '../src/domain/planning/chunks.js';
import { makeReason } from '../src/domain/reasons.js';
import { deliver, deliverAtOnce, ledger, sendOptions } from './activity-proxies.js';

type DeliverInput = Parameters<Activities['deliver']>[0];
type FirstTry = Awaited<ReturnType<Activities['deliverAtOnce']>>[number];

/** What became of each chunk; nothing is known where the try itself failed. */
export async function triedAtOnce(input: Parameters<Activities['deliverAtOnce']>[0]): Promise<FirstTry[]> {
  try {
    return await deliverAtOnce(input);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
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
  const summary = `${chunk.channel} · ${chunk.count} ${chunk.count === 1 ? 'delivery' : 'deliveries'}`;
  try {
    const { sent } = await deliver.executeWithOptions(sendOptions(chunk.retry, summary), [{ ...input, chunk }]);
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
