/** What of a planned delivery decides which chunk it is in; the rest is what its channel is. */
import { channelOf } from '../../channels/index.js';
import type { ChunkableDelivery } from '../../domain/planning/chunks.js';

interface ChunkedRow {
  id: string;
  channel: string;
  /** Null: of a customer. */
  destinationId: string | null;
}

export function chunkableOf(businessId: string, { id, channel, destinationId }: ChunkedRow): ChunkableDelivery {
  return {
    id,
    businessId,
    channel,
    retry: channelOf(channel).retry,
    endpointId: chunkEndpoint(channel, destinationId),
  };
}

/** Null for destinations of people, whose deliveries share chunks. */
export const chunkEndpoint = (channel: string, destinationId: string | null): string | null =>
  channelOf(channel).personal ? null : destinationId;
