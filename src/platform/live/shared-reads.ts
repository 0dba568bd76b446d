import type { Bus } from './bus.js';

/** For how long a read that has ended is given to those that come later, milliseconds: sockets that were busy with the item before. */
const KEPT_MS = 100;

/**
 * Reads that many subscribers want after the same live update are made once. A read is shared with those that want it until the next
 * update of anything: whoever hears of an update gets what was read after it.
 */
export class SharedReads {
  private readonly reads = new Map<string, Promise<unknown>>();
  /** What `bus.given` was when the oldest of them began. */
  private given = 0;

  constructor(private readonly bus: Pick<Bus, 'given'>) {}

  /**
   * @param key all that decides what `read` gives: who asks, as far as it matters, and what for
   * @returns what the first of this key read; nobody may change it
   */
  read<T>(key: readonly unknown[], read: () => Promise<T>): Promise<T> {
    if (this.given !== this.bus.given) this.reads.clear();
    this.given = this.bus.given;
    const name = JSON.stringify(key);
    const before = this.reads.get(name);
    // Of one key all are of one type.
    if (before) return before as Promise<T>;
    const begun = read();
    this.reads.set(name, begun);
    const forget = () => {
      if (this.reads.get(name) === begun) this.reads.delete(name);
    };
    begun.then(() => setTimeout(forget, KEPT_MS).unref(), forget);
    return begun;
  }
}
