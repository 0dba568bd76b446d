/** Deliveries of one event in the same words go out in one call where their channel knows how. */

import type { Channel, ChannelContext, OutgoingDelivery } from '../../channels/channel.js';
import { canBeRespondedTo } from '../../domain/disputes/answerable.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import { type Outcome, outcomeOfError, outcomeOfReceipt } from './outcome.js';
import { type OutgoingDeps, outgoingDelivery } from './outgoing.js';

/** What may go together, and what goes alone. */
export function batchesOf(
  { batchSend: together }: Channel,
  context: Pick<ChannelContext, 'mail'>,
  claimed: readonly ClaimedDelivery[],
): { groups: ClaimedDelivery[][]; alone: ClaimedDelivery[] } {
  if (!together?.possible(context)) return { groups: [], alone: [...claimed] };
  const groups = new Map<string, ClaimedDelivery[]>();
  for (const row of claimed) {
    // What differs in words, and what is cancelled, is a group by itself.
    const shared = row.reachable && row.audience === 'TEAM' && !canBeRespondedTo(row.type);
    const key = shared ? `${row.eventId} ${row.locale} ${row.timeZone}` : row.id;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const all = [...groups.values()];
  return { groups: all.filter((group) => group.length > 1), alone: all.filter((group) => group.length === 1).flat() };
}

/** One outcome, which all of them share; null: none was sent, and each has to go alone. */
export async function batchSend(
  parts: OutgoingDeps,
  { batchSend: together }: Channel,
  rows: readonly ClaimedDelivery[],
  context: ChannelContext,
): Promise<Outcome | null> {
  const deliveries = outgoingBatch(parts, rows);
  const became = deliveries && together ? await together.send(deliveries, context) : null;
  if (became === null) return null;
  return became instanceof Error ? outcomeOfError(became) : outcomeOfReceipt(became);
}

/** Null where one of them cannot be made: alone, it fails alone. */
function outgoingBatch(parts: OutgoingDeps, rows: readonly ClaimedDelivery[]): OutgoingDelivery[] | null {
  try {
    const deliveries = rows.flatMap((row) => outgoingDelivery(parts, row) ?? []);
    return deliveries.length === rows.length ? deliveries : null;
  } catch {
    return null;
  }
}

/** Takes pieces of work off the list, so many at a time. */
export async function inLanes<Work>(lanes: number, work: readonly Work[], take: (one: Work) => Promise<void>) {
  let next = 0;
  const lane = async () => {
    while (next < work.length) await take(work[next++] as Work);
  };
  await Promise.all(Array.from({ length: Math.min(lanes, work.length) }, lane));
}
