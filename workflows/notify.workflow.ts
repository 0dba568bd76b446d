/** One run per event (under a backlog per up to 50): plan once, then walk the recorded plan. */
import { ActivityFailure, ApplicationFailure, log } from '@temporalio/workflow';
import type { Chunk } from '../src/domain/chunks.js';
import { deliver, ledger, sendOptions } from './activity-proxies.js';
import type { NotifyInput, NotifyResult } from './messages.js';

export async function notify(input: NotifyInput): Promise<NotifyResult> {
  const { planned, chunks } = await ledger.plan(input);
  const results = await Promise.all(chunks.map((chunk) => deliverChunk(input, chunk)));
  const sent = results.reduce((sum, result) => sum + result, 0);
  return { planned, sent, notSent: chunks.reduce((sum, chunk) => sum + chunk.count, 0) - sent };
}

/** How many were sent. Failing is an outcome too: it is recorded, and the run goes on for the other channels. */
async function deliverChunk(input: NotifyInput, chunk: Chunk): Promise<number> {
  const summary = `${chunk.channel} · ${chunk.count} ${chunk.count === 1 ? 'delivery' : 'deliveries'}`;
  try {
    const { sent } = await deliver.executeWithOptions(sendOptions(chunk.retry, summary), [{ ...input, chunk }]);
    return sent;
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const reason = error.cause instanceof ApplicationFailure ? error.cause.message : 'no answer in time';
    log.warn('delivery given up', { channel: chunk.channel, first: chunk.first, reason });
    await ledger.giveUp({ ...input, chunk, reason });
    return 0;
  }
}
