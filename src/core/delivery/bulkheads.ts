/** The places for chunks that are being sent, in this process (src/domain/planning/bulkheads.ts). */
import { placesOf } from '../../domain/planning/bulkheads.js';
import type { Chunk } from '../../domain/planning/chunks.js';

export class Bulkheads {
  private readonly held = new Map<string, number>();

  /** Takes a place; call the result to give it back. Null: there is none. */
  enter(chunk: Chunk): (() => void) | null {
    const places = placesOf(chunk);
    if (places.some(([key, most]) => this.count(key) >= most)) return null;
    for (const [key] of places) this.held.set(key, this.count(key) + 1);
    return () => {
      for (const [key] of places) this.leave(key);
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
