/** The places for chunks that are being sent, in this process (src/domain/planning/bulkheads.ts). */
import { hasPlace } from '../../domain/planning/bulkheads.js';
import type { Chunk } from '../../domain/planning/chunks.js';

export class Bulkheads {
  private readonly held = new Map<string, number>();

  /** Takes a place; call the result to give it back. Null: there is none. */
  enter({ channel, businessId, endpointId }: Chunk): (() => void) | null {
    const [business, endpoint] = [`${channel} ${businessId}`, endpointId ? `${channel} ${endpointId}` : null];
    const held = {
      channel: this.count(channel),
      business: this.count(business),
      endpoint: endpoint === null ? 0 : this.count(endpoint),
    };
    if (!hasPlace(held)) return null;
    const keys = [channel, business, ...(endpoint === null ? [] : [endpoint])];
    for (const key of keys) this.held.set(key, this.count(key) + 1);
    return () => {
      for (const key of keys) this.leave(key);
    };
  }

  private count(key: string): number {
    return this.held.get(key) ?? 0;
  }

  private leave(key: string): void {
    const left = this.count(key) - 1;
    if (left > 0) this.held.set(key, left);
    else this.held.delete(key);
  }
}
