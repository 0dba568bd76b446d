/** Tells whoever watches, in this process or another, that something changed: a hint and never the truth. */
import { type LiveUpdate, topicsOf } from '../../domain/live-update.js';

export type OnLiveUpdate = (change: LiveUpdate) => void;

export interface Bus {
  /** Returns at once and never throws. */
  publish(changes: readonly LiveUpdate[]): void;
  /** From now on `heard` gets each change of the topic; returns what ends it. */
  subscribe(topic: string, heard: OnLiveUpdate): () => void;
  /** Calls `told` whenever hints may have been lost: all who watch have to ask again. */
  onGap(told: () => void): void;
  close(): Promise<void>;
}

/** Who watches what in this process. A change costs as much as it has watchers, however many others there are. */
export class Watchers {
  private readonly byTopic = new Map<string, Set<OnLiveUpdate>>();

  add(topic: string, heard: OnLiveUpdate): () => void {
    const set = this.byTopic.get(topic) ?? new Set();
    // A function of its own, so that one callback may watch a topic twice.
    const own: OnLiveUpdate = (change) => heard(change);
    this.byTopic.set(topic, set.add(own));
    return () => {
      set.delete(own);
      if (set.size === 0 && this.byTopic.get(topic) === set) this.byTopic.delete(topic);
    };
  }

  publish(change: LiveUpdate): void {
    for (const topic of topicsOf(change)) for (const heard of this.byTopic.get(topic) ?? []) heard(change);
  }
}

/** The bus of a program that is one process (`npm start`): no statement, no connection, nothing to lose. */
export class LocalBus implements Bus {
  private readonly watchers = new Watchers();

  publish(changes: readonly LiveUpdate[]): void {
    for (const change of changes) this.watchers.publish(change);
  }

  subscribe(topic: string, heard: OnLiveUpdate): () => void {
    return this.watchers.add(topic, heard);
  }

  onGap(): void {
    // Within one process nothing gets lost.
  }

  async close(): Promise<void> {
    // There is no connection.
  }
}
