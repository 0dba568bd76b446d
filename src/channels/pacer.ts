/** Limits the rate of calls to one account, within this process: what matters most goes first. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RetryLater } from '../domain/failures.js';
import { makeReason } from '../domain/reasons.js';
import { SEVERITIES, type Severity } from '../domain/vocabulary.js';

/** The number of accounts in memory; beyond it, those that need not wait are removed. */
const REMEMBER_AT_MOST = 1_000;
/** Far less than an activity has for its chunk: who waits here takes a slot of the worker. */
const LONGEST_WAIT_MS = 30_000;
/** Of the 40 slots of a worker (src/temporal/worker.ts): while all of them wait here, nobody else's message goes out. */
const MOST_WAITING = 20;

export interface PacerClock {
  /** Milliseconds from any beginning; never goes back. */
  nowMs(): number;
  wait(ms: number): Promise<void>;
}

const REAL_CLOCK: PacerClock = { nowMs: () => performance.now(), wait: (ms) => sleep(ms) };

interface Waiter {
  severity: Severity;
  sinceMs: number;
  take(): void;
  leave(failure: RetryLater): void;
}

/** Who waits for calls to one account, the next one first. */
interface Line {
  /** When a call is due that keeps the mean. */
  nextAtMs: number;
  waiting: Waiter[];
  isServed: boolean;
}

export class Pacer {
  private readonly lines = new Map<string, Line>();
  private waitingInAll = 0;

  /** `burst`: after a pause so many calls may go at once; the mean stays one per `everyMs`. */
  constructor(
    private readonly everyMs: number,
    private readonly burst = 1,
    private readonly clock: PacerClock = REAL_CLOCK,
  ) {}

  /**
   * Waits for the next turn of `key`: CRITICAL before WARNING before INFO, within one severity in the order of asking.
   * @throws RetryLater where the turn is too far off to wait for (others may come in between), or `signal` aborts.
   */
  async turn(key: string, severity: Severity, signal: AbortSignal): Promise<void> {
    const line = this.lineOf(key);
    if (line.waiting.length === 0 && this.waitMs(line, 0) <= 0) return this.take(line);
    if (signal.aborted) throw stopped();
    if (severity !== 'CRITICAL' && this.waitingInAll >= MOST_WAITING)
      throw tooFar(Math.max(this.everyMs, this.waitMs(line, line.waiting.length)));
    await this.join(line, severity, signal);
  }

  private lineOf(key: string): Line {
    if (this.lines.size >= REMEMBER_AT_MOST)
      for (const [known, line] of this.lines)
        if (line.waiting.length === 0 && line.nextAtMs <= this.clock.nowMs()) this.lines.delete(known);
    const line = this.lines.get(key) ?? { nextAtMs: 0, waiting: [], isServed: false };
    this.lines.set(key, line);
    return line;
  }

  /** How long the one at this place of the line has to wait from now on. */
  private waitMs({ nextAtMs }: Line, place: number): number {
    const nowMs = this.clock.nowMs();
    return Math.max(nowMs, nextAtMs) + (place - this.burst + 1) * this.everyMs - nowMs;
  }

  private take(line: Line): void {
    line.nextAtMs = Math.max(this.clock.nowMs(), line.nextAtMs) + this.everyMs;
  }

  private join(line: Line, severity: Severity, signal: AbortSignal): Promise<void> {
    const { promise, resolve: take, reject: leave } = withResolvers();
    const waiter = { severity, sinceMs: this.clock.nowMs(), take, leave };
    const behind = line.waiting.findIndex((other) => rankOf(other.severity) < rankOf(severity));
    line.waiting.splice(behind < 0 ? line.waiting.length : behind, 0, waiter);
    this.waitingInAll += 1;
    const stop = () => this.sendAway(line, waiter, stopped());
    signal.addEventListener('abort', stop);
    this.sendAwayTheLate(line);
    void this.serve(line);
    return promise.finally(() => signal.removeEventListener('abort', stop));
  }

  /** Who came in between makes those behind later; a wait that has begun counts. */
  private sendAwayTheLate(line: Line): void {
    const nowMs = this.clock.nowMs();
    for (const [place, waiter] of [...line.waiting.entries()].reverse()) {
      const waitMs = this.waitMs(line, place);
      if (nowMs - waiter.sinceMs + waitMs > LONGEST_WAIT_MS) this.sendAway(line, waiter, tooFar(waitMs));
    }
  }

  private sendAway(line: Line, waiter: Waiter, failure: RetryLater): void {
    const place = line.waiting.indexOf(waiter);
    if (place < 0) return;
    line.waiting.splice(place, 1);
    this.waitingInAll -= 1;
    waiter.leave(failure);
  }

  /** Until nobody waits any more: who goes next is decided at the last moment. */
  private async serve(line: Line): Promise<void> {
    if (line.isServed) return;
    line.isServed = true;
    while (line.waiting.length > 0) {
      const waitMs = this.waitMs(line, 0);
      if (waitMs > 0) await this.clock.wait(waitMs);
      else this.letIn(line);
    }
    line.isServed = false;
  }

  private letIn(line: Line): void {
    const next = line.waiting.shift();
    if (!next) return;
    this.waitingInAll -= 1;
    this.take(line);
    next.take();
  }
}

const rankOf = (severity: Severity) => SEVERITIES.indexOf(severity);

const tooFar = (waitMs: number) => new RetryLater(makeReason('TURN_TOO_FAR'), waitMs, { ours: true });
const stopped = () => new RetryLater(makeReason('STOPPED_IN_LINE'), null, { ours: true });

/** `Promise.withResolvers`, which Node has from 22 on. */
function withResolvers() {
  let resolve: () => void = () => undefined;
  let reject: (failure: RetryLater) => void = () => undefined;
  const promise = new Promise<void>((toResolve, toReject) => {
    resolve = toResolve;
    reject = toReject;
  });
  return { promise, resolve, reject };
}
