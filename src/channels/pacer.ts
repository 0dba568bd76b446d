/** Limits the rate of calls to one account, within this process: what matters most goes first. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RetryLater } from '../domain/failures.js';
import { makeReason } from '../domain/reasons.js';
import { SEVERITIES, type Severity } from '../domain/vocabulary.js';

/** The number of accounts in memory; beyond it, those that need not wait are removed. */
const REMEMBER_AT_MOST = 1_000;
/** Who waits here takes a place of its channel: for longer it waits by Temporal's clock, and keeps its turn. */
const LONGEST_WAIT_MS = 2_000;
/** So much before its turn one is to be back: what comes by Temporal's clock comes a little late. */
const EARLY_MS = 500;
/** How much later than its turn one may come back: then the turn is lost. */
const GRACE_MS = 10_000;

export interface PacerClock {
  /** Milliseconds from any beginning; never goes back. */
  nowMs(): number;
  wait(ms: number): Promise<void>;
}

const REAL_CLOCK: PacerClock = { nowMs: () => performance.now(), wait: (ms) => sleep(ms) };

/** What somebody in the line waits for. */
interface Waiting {
  sinceMs: number;
  take(): void;
  leave(failure: RetryLater): void;
}

interface Place {
  who: string;
  severity: Severity;
  /** Null: it was sent away, and is back until `keptUntilMs`. */
  waiting: Waiting | null;
  keptUntilMs: number;
}

/** Who wants to call one account, the next one first. */
interface Line {
  /** When a call is due that keeps the mean. */
  nextAtMs: number;
  places: Place[];
  isServed: boolean;
}

export interface Turn {
  /** The account. */
  key: string;
  /** The same one again keeps its place. */
  who: string;
  severity: Severity;
}

/** How long somebody waits at most; see ChannelContext. */
interface Until {
  signal: AbortSignal;
  stopping?: AbortSignal;
}

export class Pacer {
  private readonly lines = new Map<string, Line>();

  /** `burst`: after a pause so many calls may go at once; the mean stays one per `everyMs`. */
  constructor(
    private readonly everyMs: number,
    private readonly burst = 1,
    private readonly clock: PacerClock = REAL_CLOCK,
  ) {}

  /**
   * Waits for the next turn at an account: CRITICAL before WARNING before INFO, within one severity in the order of asking.
   * @throws RetryLater where the turn is too far off to wait for (it is kept for who comes back then), or one of `until` aborts.
   */
  async turn(asked: Turn, until: Until): Promise<void> {
    const line = this.lineOf(asked.key);
    const place = this.placeOf(line, asked);
    const at = line.places.indexOf(place);
    const waitMs = this.waitMs(line, at);
    if (waitMs <= 0) {
      line.places.splice(at, 1);
      return this.take(line);
    }
    if (until.signal.aborted || until.stopping?.aborted) throw stoppedInLine();
    if (waitMs > LONGEST_WAIT_MS) throw this.sendAway(place, waitMs);
    await this.join(line, place, until);
  }

  private lineOf(key: string): Line {
    const nowMs = this.clock.nowMs();
    if (this.lines.size >= REMEMBER_AT_MOST)
      for (const [known, { places, nextAtMs }] of this.lines)
        if (places.every((place) => isLost(place, nowMs)) && nextAtMs <= nowMs) this.lines.delete(known);
    const line = this.lines.get(key) ?? { nextAtMs: 0, places: [], isServed: false };
    line.places = line.places.filter((place) => !isLost(place, nowMs));
    this.lines.set(key, line);
    return line;
  }

  private placeOf({ places }: Line, { who, severity }: Turn): Place {
    const kept = places.find((place) => place.who === who && !place.waiting);
    if (kept) return kept;
    const place = { who, severity, waiting: null, keptUntilMs: this.clock.nowMs() + GRACE_MS };
    const behind = places.findIndex((other) => severityRank(other.severity) < severityRank(severity));
    places.splice(behind < 0 ? places.length : behind, 0, place);
    return place;
  }

  /** How long the one at this place of the line has to wait from now on. */
  private waitMs({ nextAtMs }: Line, place: number): number {
    const nowMs = this.clock.nowMs();
    return Math.max(nowMs, nextAtMs) + (place - this.burst + 1) * this.everyMs - nowMs;
  }

  private take(line: Line): void {
    line.nextAtMs = Math.max(this.clock.nowMs(), line.nextAtMs) + this.everyMs;
  }

  private join(line: Line, place: Place, { signal, stopping }: Until): Promise<void> {
    const { promise, resolve: take, reject: leave } = withResolvers();
    place.waiting = { sinceMs: this.clock.nowMs(), take, leave };
    const stop = () => {
      if (!place.waiting) return;
      place.waiting = null;
      leave(stoppedInLine());
    };
    for (const end of [signal, stopping]) end?.addEventListener('abort', stop);
    this.sendAwayTheLate(line);
    void this.serve(line);
    return promise.finally(() => {
      for (const end of [signal, stopping]) end?.removeEventListener('abort', stop);
    });
  }

  /** Who came in between makes those behind later; a wait that has begun counts. */
  private sendAwayTheLate(line: Line): void {
    const nowMs = this.clock.nowMs();
    for (const [at, place] of line.places.entries()) {
      const waitMs = this.waitMs(line, at);
      const { waiting } = place;
      if (waiting && nowMs - waiting.sinceMs + waitMs > LONGEST_WAIT_MS) waiting.leave(this.sendAway(place, waitMs));
    }
  }

  private sendAway(place: Place, waitMs: number): RetryLater {
    place.waiting = null;
    place.keptUntilMs = this.clock.nowMs() + waitMs + GRACE_MS;
    return new RetryLater(makeReason('TURN_TOO_FAR'), Math.max(0, waitMs - EARLY_MS), { ours: true });
  }

  /** Until nobody waits here any more: who goes next is decided at the last moment. Who is not back yet is passed. */
  private async serve(line: Line): Promise<void> {
    if (line.isServed) return;
    line.isServed = true;
    for (let next = nextOf(line); next; next = nextOf(line)) {
      const waitMs = this.waitMs(line, 0);
      if (waitMs > 0) {
        await this.clock.wait(waitMs);
        continue;
      }
      line.places.splice(line.places.indexOf(next), 1);
      this.take(line);
      next.waiting?.take();
    }
    line.isServed = false;
  }
}

const nextOf = ({ places }: Line) => places.find(({ waiting }) => waiting !== null);

const isLost = ({ waiting, keptUntilMs }: Place, nowMs: number) => !waiting && keptUntilMs < nowMs;

const severityRank = (severity: Severity) => SEVERITIES.indexOf(severity);

const stoppedInLine = () => new RetryLater(makeReason('STOPPED_IN_LINE'), null, { ours: true });

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
