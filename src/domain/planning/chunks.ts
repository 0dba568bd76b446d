/** Pieces of a recorded plan that one activity delivers. They hold cursors, never addresses: they travel through Temporal. */

/** At most this many destinations in one activity. */
export const MAX_CHUNK = 100;

/** What a second send does: nothing, because the receiver collapses it by its key, or perhaps a second message. */
export type RetryClass = 'idempotent' | 'repeatable';

export interface Chunk {
  channel: string;
  businessId: string;
  /** Whose chunk it is alone; null: of recipients and customers. */
  endpointId: string | null;
  retry: RetryClass;
  /** First and last delivery id, both included; deliveries of one chunk are numbered in one row. */
  first: string;
  last: string;
  count: number;
}

export interface ChunkableDelivery {
  id: string;
  businessId: string;
  channel: string;
  retry: RetryClass;
  /** An endpoint is a chunk of its own, so that a slow one holds nobody up; null: of a recipient or customer. */
  endpointId: string | null;
}

/** So few deliveries are tried first within the task that planned them: Temporal is asked for nothing in between. */
const MOST_AT_ONCE = 10;

/** Whether a plan is sent at once (docs/decisions/0036). */
export const isSentAtOnce = (chunks: readonly Chunk[]): boolean =>
  chunks.length > 0 && chunks.reduce((sum, { count }) => sum + count, 0) <= MOST_AT_ONCE;

/** Divides deliveries of one business that are sorted by id, with those of one chunk side by side, into chunks. */
export function chunksOf(deliveries: readonly ChunkableDelivery[]): Chunk[] {
  const chunks: Chunk[] = [];
  for (const { id, businessId, channel, retry, endpointId } of deliveries) {
    const current = chunks.at(-1);
    const isSame = current?.channel === channel && current.endpointId === endpointId;
    if (current && isSame && current.count < MAX_CHUNK) {
      current.last = id;
      current.count += 1;
    } else chunks.push({ channel, businessId, endpointId, retry, first: id, last: id, count: 1 });
  }
  return chunks;
}
