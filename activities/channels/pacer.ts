/** Keeps calls to one account apart, in this process. */
import { setTimeout as wait } from 'node:timers/promises';
import { RetryLater } from '../../src/domain/failures.js';

/** No more accounts than this are remembered; those whose turn is past need not be. */
const REMEMBER_AT_MOST = 1_000;

export class Pacer {
  private readonly nextAt = new Map<string, number>();

  constructor(private readonly everyMs: number) {}

  /** Waits for the next turn of `key`. @throws RetryLater where `signal` says to stop before it comes. */
  async turn(key: string, signal: AbortSignal): Promise<void> {
    const now = performance.now();
    if (this.nextAt.size >= REMEMBER_AT_MOST)
      for (const [known, at] of this.nextAt) if (at <= now) this.nextAt.delete(known);
    const at = Math.max(now, this.nextAt.get(key) ?? 0);
    this.nextAt.set(key, at + this.everyMs);
    if (at <= now) return;
    try {
      await wait(at - now, undefined, { signal });
    } catch {
      throw new RetryLater('It was told to stop while it waited for its turn.', null);
    }
  }
}
