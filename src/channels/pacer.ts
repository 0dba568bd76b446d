/** Limits the rate of calls to one account, within this process. */
import { setTimeout as wait } from 'node:timers/promises';
import { RetryLater } from '../domain/failures.js';
import { makeReason } from '../domain/reasons.js';

/** The number of accounts in memory; beyond it, those that need not wait are removed. */
const REMEMBER_AT_MOST = 1_000;
/** Far less than an activity has for its chunk: who waits here takes a slot of the worker. */
const LONGEST_WAIT_MS = 30_000;

export class Pacer {
  private readonly nextAt = new Map<string, number>();

  /** `burst`: after a pause so many calls may go at once; the mean stays one per `everyMs`. */
  constructor(
    private readonly everyMs: number,
    private readonly burst = 1,
  ) {}

  /** Waits for the next turn of `key`. @throws RetryLater if it is too far off to wait for, or `signal` aborts. */
  async turn(key: string, signal: AbortSignal): Promise<void> {
    const now = performance.now();
    if (this.nextAt.size >= REMEMBER_AT_MOST)
      for (const [known, at] of this.nextAt) if (at <= now) this.nextAt.delete(known);
    const next = Math.max(now, this.nextAt.get(key) ?? 0);
    const waitMs = next - (this.burst - 1) * this.everyMs - now;
    if (waitMs > LONGEST_WAIT_MS) throw new RetryLater(makeReason('TURN_TOO_FAR'), waitMs, { ours: true });
    this.nextAt.set(key, next + this.everyMs);
    if (waitMs <= 0) return;
    try {
      await wait(waitMs, undefined, { signal });
    } catch {
      throw new RetryLater(makeReason('STOPPED_IN_LINE'), null, { ours: true });
    }
  }
}
