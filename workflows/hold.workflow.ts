/**
 * One run per destination and moment. It sleeps until then, releases the deliveries that are held, and delivers them. A
 * delivery that is recorded late comes with a signal, and the run releases once more before it ends: Temporal lets no run
 * end while it has a signal that the run has not seen.
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
  await sleep(Math.max(1, input.dueAt - Date.now()), { summary: 'what is held goes out' });
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
