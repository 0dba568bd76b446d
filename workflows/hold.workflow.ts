/**
 * One run per destination and moment: it owns what quiet hours and digests hold until then. It sleeps, releases, and
 * delivers. What is recorded so late that the run may have looked already comes with a signal, and it looks again before
 * it ends: Temporal does not let a run end over a signal that it has not seen.
 */
import { defineSignal, setHandler, sleep } from '@temporalio/workflow';
import type { Activities } from '../activities/index.js';
import type { HoldInput } from '../src/domain/run-inputs.js';
import { ledger } from './activity-proxies.js';
import { deliverChunk } from './deliver-chunk.js';
import type { NotifyResult } from './messages.js';

type Released = Awaited<ReturnType<Activities['release']>>[number];

const more = defineSignal('more');

export async function hold(input: HoldInput): Promise<NotifyResult> {
  let signals = 0;
  setHandler(more, () => void signals++);
  await sleep(Math.max(1, input.dueAt - Date.now()));
  const total = { planned: 0, sent: 0, notSent: 0 };
  for (let seen = -1; seen < signals; ) {
    seen = signals;
    const pieces = await ledger.release(input);
    const sent = await Promise.all(pieces.map((piece) => deliverPiece(input, piece)));
    const count = pieces.reduce((sum, { chunk }) => sum + chunk.count, 0);
    total.planned += count;
    total.sent += sent.reduce((sum, one) => sum + one, 0);
    total.notSent = total.planned - total.sent;
  }
  return total;
}

const deliverPiece = (input: HoldInput, { chunk, by }: Released) =>
  deliverChunk({ eventIds: [], held: { ...input, by } }, chunk);
