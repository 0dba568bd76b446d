/** Carries live updates to subscribers in this process or another. An update is a hint; the rows are the truth. */
import { type LiveUpdate, topicsOf } from '../../domain/live-update.js';
import { systemTime } from '../clock.js';

export type OnLiveUpdate = (change: LiveUpdate) => void;

export interface Bus {
  /** How many updates subscribers were given so far: what was read before the last of them may be old. */
  readonly given: number;
  /** Returns at once and never throws. */
  publish(changes: readonly LiveUpdate[]): void;
  /** From now on `onUpdate` gets each update of the topic. @returns a function that ends the subscription. */
  subscribe(topic: string, onUpdate: OnLiveUpdate): () => void;
  /** Calls `onLoss` whenever updates may have been lost: subscribers must read again. */
  onGap(onLoss: () => void): void;
  close(): Promise<void>;
}

/** The subscribers of this process, by topic: an update costs as much as it has subscribers. */
export class Watchers {
  private readonly byTopic = new Map<string, Set<OnLiveUpdate>>();
  /** See Bus. */
  given = 0;

  add(topic: string, onUpdate: OnLiveUpdate): () => void {
    const set = this.byTopic.get(topic) ?? new Set();
    // A new function, so that one callback can subscribe to a topic twice.
    const subscription: OnLiveUpdate = (change) => onUpdate(change);
    this.byTopic.set(topic, set.add(subscription));
    return () => {
      set.delete(subscription);
      if (set.size === 0 && this.byTopic.get(topic) === set) this.byTopic.delete(topic);
    };
  }

  publish(change: LiveUpdate): void {
    this.given += 1;
    for (const topic of topicsOf(change)) for (const onUpdate of this.byTopic.get(topic) ?? []) onUpdate(change);
  }
}

/** The bus where API and worker are one process (`npm start`): it needs no statement and no connection. */
export class LocalBus implements Bus {
  private readonly watchers = new Watchers();

  get given(): number {
    return this.watchers.given;
  }

  publish(changes: readonly LiveUpdate[]): void {
    const at = systemTime().getTime();
    for (const change of changes) this.watchers.publish({ ...change, at });
  }

  subscribe(topic: string, onUpdate: OnLiveUpdate): () => void {
    return this.watchers.add(topic, onUpdate);
  }

  onGap(): void {
    // Within one process no update is lost.
  }

  async close(): Promise<void> {
    // There is no connection.
  }
}
