/**
 * The event loop in slices. Whoever has much to compute does a slice of it at a time: what came by the network goes in between, and
 * who waits for a slice is served in turn, keys one after the other. What asks much lets short requests go first (short-requests.ts).
 */
import { AsyncResource } from 'node:async_hooks';
import { Levels } from './levels.js';
import { shortRequests } from './short-requests.js';

/** A probe, a webhook or another business waits no longer than this for each step that it needs, milliseconds. */
const SLICE_MS = 2;
/** Of what one batch answers, so many go on at once: nobody knows what each of them will do. */
const ANSWERS_IN_SLICE = 16;

/** Goes on with what waited. */
type Waiting = () => void;

/** First in, first out. A list that loses its first item is copied, and a Set walks over all that it has lost: both are slow where thousands wait. */
class Queue {
  private items: Waiting[] = [];
  private first = 0;

  get isEmpty(): boolean {
    return this.first === this.items.length;
  }

  add(item: Waiting): void {
    this.items.push(item);
  }

  take(): Waiting {
    const item = this.items[this.first] as Waiting;
    this.first += 1;
    // Half of it is no more: the copy is paid for.
    if (this.first > 1_000 && this.first > this.items.length / 2) {
      this.items = this.items.slice(this.first);
      this.first = 0;
    }
    return item;
  }
}

/** By key, in the order in which keys are served. */
class QueueOfKeys {
  private readonly queues = new Map<string, Queue>();

  get isEmpty(): boolean {
    return this.queues.size === 0;
  }

  add(key: string, waiting: Waiting): void {
    const queue = this.queues.get(key) ?? new Queue();
    queue.add(waiting);
    this.queues.set(key, queue);
  }

  take(): Waiting | undefined {
    const [[key, queue] = []] = this.queues;
    if (key === undefined || !queue) return undefined;
    const waiting = queue.take();
    this.queues.delete(key);
    if (!queue.isEmpty) this.queues.set(key, queue);
    return waiting;
  }
}

class TimeSlices {
  private readonly short = new QueueOfKeys();
  private readonly large = new QueueOfKeys();
  /** Whether large work waits for the end of the short requests; and whether it has waited for them, and has a slice now. */
  private lettingGo = false;
  private hasLetGo = false;
  private beganAt = 0;
  private underWay = false;
  /** How many slices there were. */
  number = 0;

  /** Whether the slice that goes on has taken its time; the first one who asks begins it. */
  isOver(): boolean {
    const now = performance.now();
    if (this.underWay) return now - this.beganAt > SLICE_MS;
    this.start(now);
    return false;
  }

  /** @param isLarge whether short requests go first */
  wait(key: string, isLarge: boolean, waiting: Waiting): void {
    (isLarge ? this.large : this.short).add(key, waiting);
    // Who waits without having asked begins a slice, too: somebody has to serve it.
    this.isOver();
  }

  private start(now = performance.now()): void {
    this.underWay = true;
    this.begin(now);
    setImmediate(() => void this.next());
  }

  private begin(now = performance.now()): void {
    this.beganAt = now;
    this.number += 1;
  }

  /** After what came by the network. */
  private async next(): Promise<void> {
    this.begin();
    while (!this.isOver()) {
      const waiting = this.take();
      if (!waiting) break;
      waiting();
      // What began does its work in promises, before the clock is looked at again.
      await undefined;
    }
    this.hasLetGo = false;
    // What comes by the network now has a slice of its own.
    this.begin();
    if (!this.short.isEmpty || (!this.large.isEmpty && this.largeMayGoOn())) setImmediate(() => void this.next());
    else {
      this.underWay = false;
      if (!this.large.isEmpty) this.letShortGo();
    }
  }

  private take(): Waiting | undefined {
    // Who has let others go has its slice, whatever else waits.
    if (this.hasLetGo) return this.large.take() ?? this.short.take();
    return this.short.take() ?? (this.largeMayGoOn() ? this.large.take() : undefined);
  }

  private largeMayGoOn(): boolean {
    return this.hasLetGo || !shortRequests.areUnderWay;
  }

  private letShortGo(): void {
    if (this.lettingGo) return;
    this.lettingGo = true;
    void shortRequests.letGo().then(() => {
      this.lettingGo = false;
      this.hasLetGo = true;
      if (!this.underWay) this.start();
    });
  }
}

/** There is one event loop in a process. */
const slices = new TimeSlices();

/** What one request computes. */
export class SlicedWork {
  readonly levels = new Levels();
  private waiting = 0;
  /** Of what was asked together, what has no answer yet. */
  private unanswered = 0;
  private readonly atRest = new Set<() => void>();
  private slice = 0;
  private answers = 0;

  /**
   * @param key whose work it is: keys are served one after the other
   * @param isLarge whether it lets short requests go first
   */
  constructor(
    private readonly key: string,
    readonly isLarge = false,
  ) {}

  /** The value; later, where the slice is over. */
  inSlice<Value>(value: Value): Value | Promise<Value> {
    return slices.isOver() ? this.nextSlice().then(() => value) : value;
  }

  /** Each of them, as `inSlice` has it: asked for when what was to be done with the one before is done. */
  *eachInSlice<Item>(items: readonly Item[]): Generator<Item | Promise<Item>> {
    for (const item of items) yield this.inSlice(item);
  }

  /** For what many promises go on with at once, which end together. */
  async answered<Value>(answer: Promise<Value>): Promise<Value> {
    const value = await answer;
    const over = slices.isOver();
    if (this.slice !== slices.number) [this.slice, this.answers] = [slices.number, 0];
    this.answers += 1;
    if (over || this.answers > ANSWERS_IN_SLICE) await this.nextSlice();
    return value;
  }

  /** What is asked of the database: until it has its answer nothing is at rest, since others will go on with theirs at the same time. */
  async asking<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    this.unanswered += 1;
    try {
      return await ask();
    } finally {
      this.unanswered -= 1;
      if (this.atRest.size > 0) this.look();
    }
  }

  /**
   * Calls `then` when nothing of this work waits for a slice or for an answer any more: all has been said that is to be done together,
   * however slow the machine, or one of several answers. In the context of who calls this: it may be somebody else's request that ends
   * the last wait, and a statement would be asked for another business.
   */
  whenAtRest(then: () => void): void {
    this.atRest.add(AsyncResource.bind(then));
    this.look();
  }

  /** Goes on in another slice: what follows cannot be divided. */
  nextSlice(): Promise<void> {
    this.waiting += 1;
    return new Promise((resolve) => {
      slices.wait(this.key, this.isLarge, () => {
        this.waiting -= 1;
        resolve();
        if (this.waiting === 0 && this.atRest.size > 0) this.look();
      });
    });
  }

  /** After all promises that can go on have done so. */
  private look(): void {
    void Promise.resolve().then(() =>
      process.nextTick(() => {
        if (this.waiting > 0 || this.unanswered > 0) return;
        const ready = [...this.atRest];
        this.atRest.clear();
        for (const then of ready) then();
      }),
    );
  }
}
