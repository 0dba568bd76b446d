/** Pieces of a recorded plan that one activity delivers. They hold cursors, never addresses: they travel through Temporal. */

/** At most this many destinations in one activity. */
export const MAX_CHUNK = 100;

/** What a second send does: nothing, because the receiver collapses it by its key, or perhaps a second message. */
export type RetryClass = 'idempotent' | 'repeatable';

export interface Chunk {
  channel: string;
  retry: RetryClass;
  /** First and last delivery id, both included; deliveries of one chunk are numbered in one row. */
  first: string;
  last: string;
  count: number;
}

export interface ChunkableDelivery {
  id: string;
  channel: string;
  retry: RetryClass;
  /** An endpoint is a chunk of its own, so that a slow one holds nobody up. */
  ownChunkKey: string | null;
}

/** Divides deliveries that are sorted by id, with those of one chunk side by side, into chunks. */
export function chunksOf(deliveries: readonly ChunkableDelivery[]): Chunk[] {
  const chunks: Chunk[] = [];
  let key: string | null = null;
  for (const delivery of deliveries) {
    const current = chunks.at(-1);
    const own = `${delivery.channel} ${delivery.ownChunkKey ?? ''}`;
    if (current && key === own && current.count < MAX_CHUNK) {
      current.last = delivery.id;
      current.count += 1;
    } else {
      chunks.push({
        channel: delivery.channel,
        retry: delivery.retry,
        first: delivery.id,
        last: delivery.id,
        count: 1,
      });
      key = own;
    }
  }
  return chunks;
}
