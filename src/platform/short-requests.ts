/** Requests that ask little go first: what asks much waits for those that are under way, a moment each time, and rests while such requests come. */

/** So long at most before each slice and each statement, milliseconds: what asks much goes on, whatever others do. */
const PATIENCE_MS = 20;
/**
 * While others ask, what asks much rests so long before each slice and each statement, milliseconds, ten times a slice: who comes finds
 * the event loop and a processor free, and so do those who share the processors. Longer ones cost more than they give (docs/decisions/0028).
 */
const REST_MS = 20;
/** So long after a short request others are taken to ask, milliseconds. */
const OTHERS_ASK_MS = 1_000;
/** Longer than this no request is short: it waits for something else, and nobody waits for it. */
const SHORT_MS = 100;

class ShortRequests {
  private count = 0;
  private lastAt = Number.NEGATIVE_INFINITY;
  private readonly waiting = new Set<() => void>();

  get areUnderWay(): boolean {
    return this.count > 0;
  }

  /** Call what it returns when the request has ended, or with false when it is found to ask much; twice does no harm. */
  begin(): (wasShort?: boolean) => void {
    this.count += 1;
    let underWay = true;
    const end = (wasShort = true) => {
      clearTimeout(tooLong);
      if (!underWay) return;
      underWay = false;
      this.count -= 1;
      if (wasShort) this.lastAt = performance.now();
      if (this.count > 0) return;
      for (const goOn of this.waiting) goOn();
    };
    const tooLong = setTimeout(end, SHORT_MS, false).unref();
    return end;
  }

  /** Resolves when no short request is under way any more, after a rest where one was lately, and after `PATIENCE_MS` at the latest. */
  letGo(): Promise<void> {
    const restMs = performance.now() - this.lastAt < OTHERS_ASK_MS ? REST_MS : 0;
    if (this.count === 0 && restMs === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const goOn = () => {
        clearTimeout(patience);
        this.waiting.delete(goOn);
        resolve();
      };
      const patience = setTimeout(goOn, PATIENCE_MS);
      const rested = () => (this.count === 0 ? goOn() : void this.waiting.add(goOn));
      if (restMs > 0) setTimeout(rested, restMs);
      else rested();
    });
  }
}

/** Of this process: its requests share one event loop. */
export const shortRequests = new ShortRequests();
