/** Sends deliveries of one event with the same text in one call, if the channel can. */
import type { Channel, ChannelContext, OutgoingDelivery } from '../../channels/channel.js';
import { canBeRespondedTo } from '../../domain/disputes/respondable.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import { type Outcome, outcomeOfError, outcomeOfReceipt } from './outcome.js';
import { type OutgoingDeps, outgoingDelivery } from './outgoing.js';

/** Groups deliveries that can be sent in one call; the others stay single. */
export function batchesOf(
  { batchSend: batch }: Channel,
  context: Pick<ChannelContext, 'mail'>,
  claimed: readonly ClaimedDelivery[],
): { groups: ClaimedDelivery[][]; alone: ClaimedDelivery[] } {
  if (!batch?.possible(context)) return { groups: [], alone: [...claimed] };
  const groups = new Map<string, ClaimedDelivery[]>();
  for (const row of claimed) {
    // Deliveries with another text, and those that will not be sent, are groups of one.
    const shared = row.reachable && !row.erased && row.audience === 'TEAM' && !canBeRespondedTo(row.type);
    const key = shared ? `${row.eventId} ${row.locale} ${row.timeZone}` : row.id;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const all = [...groups.values()];
  return { groups: all.filter((group) => group.length > 1), alone: all.filter((group) => group.length === 1).flat() };
}

/** The outcome of all of them; null: none was sent, and they must be sent one by one. */
export async function batchSend(
  parts: OutgoingDeps,
  { batchSend: batch }: Channel,
  rows: readonly ClaimedDelivery[],
  context: ChannelContext,
): Promise<Outcome | null> {
  const deliveries = outgoingBatch(parts, rows);
  const became = deliveries && batch ? await batch.send(deliveries, context) : null;
  if (became === null) return null;
  return became instanceof Error ? outcomeOfError(became) : outcomeOfReceipt(became);
}

/** Null if one of them cannot be rendered: sent one by one, only that one fails. */
function outgoingBatch(parts: OutgoingDeps, rows: readonly ClaimedDelivery[]): OutgoingDelivery[] | null {
  try {
    return rows.map((row) => outgoingDelivery(parts, row));
  } catch {
    return null;
  }
}

/** Does the work in order, with so many items at once. */
export async function inLanes<Work>(lanes: number, work: readonly Work[], take: (one: Work) => Promise<void>) {
  let next = 0;
  const lane = async () => {
    while (next < work.length) await take(work[next++] as Work);
  };
  await Promise.all(Array.from({ length: Math.min(lanes, work.length) }, lane));
}
