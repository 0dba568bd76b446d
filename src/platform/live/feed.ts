/** The source of a GraphQL subscription: for each live update it reads the row again. */
import type { LiveUpdate } from '../../domain/live-update.js';
import { systemTime } from '../clock.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { Bus } from './bus.js';

/** Of more updates than these the oldest are dropped; a query still finds the rows. */
const WAITING_AT_MOST = 1_000;
const LOOK_AT_ONCE = 100;

export interface FeedSource<T> {
  bus: Bus;
  metrics: Metrics;
  topic: string;
  /** The key of the row to read for this update; null: none. */
  wanted(change: LiveUpdate): string | null;
  /** Reads the rows of these keys, as far as the viewer may see them. */
  look(keys: string[]): Promise<T[]>;
  /** A key to read before the first update. */
  first?: string;
}

/**
 * Updates that come during a read wait as a set, so that a hundred updates of one row cause one read.
 * Not a generator: `return` must end a feed that waits, and a generator would wait for its next item first.
 */
export class Feed<T> implements AsyncIterableIterator<T> {
  private readonly hinted = new Set<string>();
  private ready: T[] = [];
  /** When the oldest of what is hinted was published, ms since 1970. */
  private since: number | null = null;
  private wake: (() => void) | null = null;
  private ended = false;
  private readonly leave: () => void;

  constructor(private readonly source: FeedSource<T>) {
    if (source.first !== undefined) this.hinted.add(source.first);
    this.leave = source.bus.subscribe(source.topic, (change) => this.hear(source.wanted(change), change.at));
  }

  async next(): Promise<IteratorResult<T>> {
    for (;;) {
      if (this.ended) return { done: true, value: undefined };
      if (this.ready.length > 0) return { done: false, value: this.ready.shift() as T };
      if (this.hinted.size > 0) await this.read();
      else await new Promise<void>((wake) => (this.wake = wake));
    }
  }

  async return(): Promise<IteratorResult<T>> {
    this.ended = true;
    this.leave();
    this.wake?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private async read(): Promise<void> {
    const { since } = this;
    this.since = null;
    this.ready = [...(await this.source.look(this.take()))];
    if (since !== null && this.ready.length > 0)
      this.source.metrics.observeMs('liveFanout', {}, systemTime().getTime() - since);
  }

  private take(): string[] {
    const keys = [...this.hinted].slice(0, LOOK_AT_ONCE);
    for (const key of keys) this.hinted.delete(key);
    return keys;
  }

  private hear(key: string | null, at = systemTime().getTime()): void {
    if (key === null) return;
    this.since ??= at;
    if (this.hinted.size >= WAITING_AT_MOST) {
      this.hinted.delete([...this.hinted.keys()][0] as string);
      this.source.metrics.count('liveDropped', { reason: 'slow_reader' });
    }
    this.hinted.add(key);
    this.wake?.();
  }
}
