/**
 * The event loop in slices. Whoever has much to compute does a slice of it at a time: what came by the network goes in between, and
 * who waits for a slice is served in turn, keys one after the other.
 */

/** A probe, a webhook or another business waits no longer than this for each step that it needs, milliseconds. */
const SLICE_MS = 5;
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

class TimeSlices {
  /** By key, in the order in which keys are served. */
  private readonly queues = new Map<string, Queue>();
  private beganAt = 0;
  private underWay = false;
  /** How many slices there were. */
  number = 0;

  /** Whether the slice that goes on has taken its time; the first one who asks begins it. */
  isOver(): boolean {
    const now = performance.now();
    if (this.underWay) return now - this.beganAt > SLICE_MS;
    this.underWay = true;
    this.begin(now);
    setImmediate(() => void this.next());
    return false;
  }

  wait(key: string, waiting: Waiting): void {
    const queue = this.queues.get(key) ?? new Queue();
    queue.add(waiting);
    this.queues.set(key, queue);
    // Who waits without having asked begins a slice, too: somebody has to serve it.
    this.isOver();
  }

  private begin(now = performance.now()): void {
    this.beganAt = now;
    this.number += 1;
  }

  /** After what came by the network. */
  private async next(): Promise<void> {
    this.begin();
    while (this.queues.size > 0 && !this.isOver()) {
      this.takeNext();
      // What began does its work in promises, before the clock is looked at again.
      await undefined;
    }
    // What comes by the network now has a slice of its own.
    this.begin();
    if (this.queues.size > 0) setImmediate(() => void this.next());
    else this.underWay = false;
  }

  private takeNext(): void {
    const [[key, queue] = []] = this.queues;
    if (key === undefined || !queue) return;
    const begin = queue.take();
    this.queues.delete(key);
    if (!queue.isEmpty) this.queues.set(key, queue);
    begin();
  }
}

/** There is one event loop in a process. */
const slices = new TimeSlices();

/** What one request computes. */
export class SlicedWork {
  private waiting = 0;
  private readonly atRest = new Set<() => void>();
  private slice = 0;
  private answers = 0;

  /** @param key whose work it is: keys are served one after the other */
  constructor(private readonly key: string) {}

  /** The value; later, where the slice is over. */
  inSlice<Value>(value: Value): Value | Promise<Value> {
    return slices.isOver() ? this.wait().then(() => value) : value;
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
    if (over || this.answers > ANSWERS_IN_SLICE) await this.wait();
    return value;
  }

  /** Calls `then` when nothing of this work waits for a slice any more: all has been said that is to be done together. */
  whenAtRest(then: () => void): void {
    this.atRest.add(then);
    this.look();
  }

  private wait(): Promise<void> {
    this.waiting += 1;
    return new Promise((resolve) => {
      slices.wait(this.key, () => {
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
        if (this.waiting > 0) return;
        const ready = [...this.atRest];
        this.atRest.clear();
        for (const then of ready) then();
      }),
    );
  }
}
