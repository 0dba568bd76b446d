/** Places that many ask for: nobody takes more than a share of them, and who waits is served in turn. */
import { makeReason, type Reason } from '../domain/reasons.js';

/** No place was free in time, or too many waited already. */
export class NoPlaceFree extends Error {
  /** @param reason for whoever asked: most places are connections of the database */
  constructor(readonly reason: Reason = makeReason('DATABASE_BUSY')) {
    super('No place was free in time.');
  }
}

export interface Shares {
  /** Places in all. */
  places: number;
  /** How many of them one key may hold at once. */
  perKey: number;
  /** How many of one key may wait at once. */
  waitingPerKey: number;
  /** How long one waits at most, milliseconds. */
  waitMs: number;
  /** Why there is no place, for whoever asked in vain. */
  busy: Reason;
}

interface Waiting {
  take(): void;
}

export class FairShare {
  private readonly held = new Map<string, number>();
  /** By key, in the order in which keys are served: who was served goes to the end. */
  private readonly queues = new Map<string, Set<Waiting>>();
  private free: number;

  constructor(private readonly shares: Shares) {
    this.free = shares.places;
  }

  /**
   * A place for `key`; call what it resolves to, to give the place back.
   * @param signal ends the wait of somebody who has gone.
   * @throws NoPlaceFree; the signal's reason.
   */
  async take(key: string, signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.mayTake(key)) this.hold(key);
    else await this.wait(key, signal);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.giveBack(key);
    };
  }

  private wait(key: string, signal?: AbortSignal): Promise<void> {
    const queue = this.queues.get(key) ?? new Set<Waiting>();
    if (queue.size >= this.shares.waitingPerKey) return Promise.reject(new NoPlaceFree(this.shares.busy));
    this.queues.set(key, queue);
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', gone);
        queue.delete(waiting);
        if (queue.size === 0 && this.queues.get(key) === queue) this.queues.delete(key);
        settle();
      };
      const waiting: Waiting = { take: () => end(resolve) };
      const timer = setTimeout(() => end(() => reject(new NoPlaceFree(this.shares.busy))), this.shares.waitMs);
      const gone = () => end(() => reject(signal?.reason));
      signal?.addEventListener('abort', gone, { once: true });
      queue.add(waiting);
    });
  }

  private mayTake(key: string): boolean {
    return this.free > 0 && (this.held.get(key) ?? 0) < this.shares.perKey;
  }

  private hold(key: string): void {
    this.free -= 1;
    this.held.set(key, (this.held.get(key) ?? 0) + 1);
  }

  private giveBack(key: string): void {
    this.free += 1;
    const left = (this.held.get(key) ?? 1) - 1;
    if (left > 0) this.held.set(key, left);
    else this.held.delete(key);
    this.putLast(key);
    this.serveNext();
  }

  /** Whoever had a place is asked last. */
  private putLast(key: string): void {
    const queue = this.queues.get(key);
    if (!queue) return;
    this.queues.delete(key);
    this.queues.set(key, queue);
  }

  private serveNext(): void {
    for (const [key, queue] of this.queues) {
      const [first] = queue;
      if (!first || !this.mayTake(key)) continue;
      this.hold(key);
      first.take();
      this.putLast(key);
      return;
    }
  }
}
