/** Requests that ask little go first: what asks much waits for those that are under way, a moment each time. */

/**
 * So long at most before each slice and each statement, milliseconds: twice a slice, so that what asks much has a third of the time,
 * whatever others do.
 */
const PATIENCE_MS = 10;
/** Longer than this no request is short: it waits for something else, and nobody waits for it. */
const SHORT_MS = 100;

class ShortRequests {
  private count = 0;
  private readonly waiting = new Set<() => void>();

  get areUnderWay(): boolean {
    return this.count > 0;
  }

  /** Call what it returns when the request has ended, or is found to ask much; twice does no harm. */
  begin(): () => void {
    this.count += 1;
    let underWay = true;
    const end = () => {
      clearTimeout(tooLong);
      if (!underWay) return;
      underWay = false;
      this.count -= 1;
      if (this.count > 0) return;
      for (const goOn of this.waiting) goOn();
    };
    const tooLong = setTimeout(end, SHORT_MS).unref();
    return end;
  }

  /** Resolves when no short request is under way any more, and after `PATIENCE_MS` at the latest. */
  letGo(): Promise<void> {
    if (this.count === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const goOn = () => {
        clearTimeout(patience);
        this.waiting.delete(goOn);
        resolve();
      };
      const patience = setTimeout(goOn, PATIENCE_MS);
      this.waiting.add(goOn);
    });
  }
}

/** Of this process: its requests share one event loop. */
export const shortRequests = new ShortRequests();
