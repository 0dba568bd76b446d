/** One run per event (under a backlog per up to 50): plan once, then walk the recorded plan. */
import { log } from '@temporalio/workflow';
import type { NotifyInput } from '../src/domain/run-inputs.js';
import { ledger } from './activity-proxies.js';
import { deliverRest, triedAtOnce } from './deliver-chunk.js';
import type { NotifyResult } from './messages.js';

export async function notify(input: NotifyInput): Promise<NotifyResult> {
  const { planned, chunks, atOnce, holds, disputes } = await ledger.plan(input);
  // Before anything is sent: a carrier that fails for an hour must not delay the runs of the holds.
  if (holds) await ledger.startHolds(holds);
  const first = atOnce ? await triedAtOnce({ ...input, chunks }) : [];
  const sending = Promise.all(chunks.map((chunk, at) => deliverRest(input, chunk, first[at])));
  // In parallel with the sends: neither waits for the other's failures.
  if (disputes) await Promise.all([ledger.lookAtDisputes(disputes), sending]);
  const results = await sending;
  const sent = results.reduce((sum, result) => sum + result, 0);
  const notSent = chunks.reduce((sum, chunk) => sum + chunk.count, 0) - sent;
  const counts = { planned, sent, notSent, held: holds?.length ?? 0 };
  for (const eventId of input.eventIds) log.info('event done', { code: 'EVENT_DONE', eventId, ...counts });
  return { planned, sent, notSent };
}
