/**
 * Starts runs for committed events: it reads the inbox and calls Temporal (a message relay).
 *
 * A row is WAITING (dispatched_at null), leased for some seconds by raising next_attempt_at, then DISPATCHED. A lease ends, so any
 * relay takes the row after a crash: a run that is started twice is one, by its id. While Temporal is away, rows wait and no
 * attempt is counted; one that Temporal refuses MAX_ATTEMPTS times is PARKED with the reason, and its event is FAILED.
 *
 * Businesses take turns (src/domain/planning/turns.ts), with as many runs under way as Temporal carries (run-limit.ts there): what
 * waits, waits in PostgreSQL or here, never in Temporal's queue, where a later event of another business would stand behind it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { StartOutcome } from '../../workflows/messages.js';
import {
  FIND_DUE_RESENDS,
  FIND_UNDER_WAY,
  LEASE_WAITING_ROWS,
  type LostAfter,
  MARK_DISPATCHED,
  PARK_ROWS,
  POSTPONE_ROWS,
  RENEW_LEASES,
} from '../core/ingest/relay.statements.js';
import type { RelayNudge, RelayRow } from '../core/ingest/relay-nudge.js';
import { momentOf } from '../domain/ids.js';
import { afterStart, FIRST_LIMIT } from '../domain/planning/run-limit.js';
import { URGENT_TYPES, urgencyOf } from '../domain/planning/urgency.js';
import { makeReason } from '../domain/reasons.js';
import { runStatement } from '../platform/database/statement.js';
import { faultText } from '../platform/fault-text.js';
import type { Metrics } from '../platform/telemetry/metrics.js';
import { inSpan, outsideSpans } from '../platform/telemetry/tracing.js';
import { requeueStuckEvents, startOverdueLadders } from './lost-runs.js';
import { OneAtATime } from './one-at-a-time.js';
import { RunsUnderWay } from './runs-under-way.js';
import type { RunStarter } from './starter.js';
import { spanOfStart } from './tracing.js';
import { WaitingEvents } from './waiting-events.js';

export interface RelayOptions {
  /** How often the inbox is read without a nudge, milliseconds. */
  pollMs: number;
  /** How often what has lost its run is looked for, milliseconds. */
  requeueMs: number;
}

export interface RelayDeps {
  dataSource: DataSource;
  starter: RunStarter;
  lostAfter: LostAfter;
  log: Logger;
  metrics: Metrics;
  now: () => Date;
  random: () => number;
}

const MAX_ATTEMPTS = 20;
/** So many rows of a business are handed over by this process's inbox; more of them wait in PostgreSQL. */
const ROOM = 200;
/** Below so many waiting here the relay reads more of a business, of all together so many. */
const [FEW, LEASED_AT_ONCE] = [25, 1_000];
/** After this long a row that still waits here is leased anew: its lease of 20 s must not end while its run is started. */
const KEPT_MS = 15_000;
/** How often it is asked which runs are under way, while something waits for their end. */
const ENDS_EVERY_MS = 50;

export class Relay implements RelayNudge {
  private readonly waiting = new WaitingEvents();
  private readonly underWay = new RunsUnderWay();
  private limit = FIRST_LIMIT;
  /** Businesses that were passed by at the last look, or had some of theirs taken. */
  private mayHaveMore = new Set<string>();
  private readonly started: string[] = [];
  private readonly starts = new Set<Promise<void>>();
  private readonly looks = new OneAtATime(() => this.guarded(() => this.lookOnce()));
  private readonly marks = new OneAtATime(() => this.guarded(() => this.markStarted()));
  private readonly resends = new OneAtATime(() => this.guarded(() => this.startResends()));
  private readonly ends = new OneAtATime(() => this.guarded(() => this.lookForEnds()));
  /** By the clock of `performance`. */
  private endsLookedAt = Number.NEGATIVE_INFINITY;
  private stopped = false;
  private pausedUntil = 0;
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly deps: RelayDeps,
    private readonly options: RelayOptions = { pollMs: 1_000, requeueMs: 10_000 },
  ) {}

  start(): void {
    this.timers.push(setInterval(() => this.look(), this.options.pollMs));
    this.timers.push(setInterval(() => void this.requeueStuck(), this.options.requeueMs));
    this.look();
  }

  /** Resolves after the starts in flight; the next relay takes the rows that are left. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all([this.looks.idle(), this.resends.idle(), this.ends.idle()]);
    await Promise.all([...this.starts, this.guarded(() => this.postpone(this.waiting.clear(), 0))]);
    this.marks.ask();
    await this.marks.idle();
  }

  hasRoom(businessId: string): boolean {
    return !this.stopped && !this.isPaused() && this.waiting.count(businessId) < ROOM;
  }

  nudge(leased: RelayRow[]): void {
    if (leased.length === 0) this.look();
    this.waiting.add(leased, this.time() + KEPT_MS);
    this.startWaiting();
  }

  /** This process has sent all of a run's plan: what waits need not wait for the next look at what has ended. */
  sent([first]: readonly string[]): void {
    if (first !== undefined && this.underWay.endAlone(first, this.time())) this.startWaiting();
  }

  private look(): void {
    if (!this.stopped) this.looks.ask();
  }

  private async lookOnce(): Promise<void> {
    await this.markStarted();
    if (this.stopped || this.isPaused()) return;
    const full = this.waiting.havingAtLeast(FEW);
    const claimed = await runStatement(this.deps.dataSource, LEASE_WAITING_ROWS, {
      urgentTypes: URGENT_TYPES,
      full,
      atMost: Math.max(FEW, LEASED_AT_ONCE - this.waiting.count()),
    });
    this.waiting.add(claimed, this.time() + KEPT_MS);
    this.waiting.endBacklogs();
    this.mayHaveMore = new Set([...full, ...claimed.map(({ businessId }) => businessId)]);
    this.startWaiting();
    this.resends.ask();
  }

  /** Starts what may be started now; for the rest, looks when runs end. */
  private startWaiting(): void {
    if (this.stopped) return;
    this.underWay.endLate(this.time());
    outsideSpans(() => {
      for (;;) {
        const rows = this.isPaused() ? this.waiting.clear() : this.waiting.take(this.underWay, this.limit.atOnce);
        if (!rows || rows.length === 0) break;
        const start = this.guarded(() => this.startRun(rows)).finally(() => this.starts.delete(start));
        this.starts.add(start);
      }
    });
    if ([...this.mayHaveMore].some((businessId) => this.waiting.count(businessId) < FEW)) this.look();
    if (this.waiting.count() > 0) this.ends.ask();
  }

  private async lookForEnds(): Promise<void> {
    const sinceLast = performance.now() - this.endsLookedAt;
    if (sinceLast < ENDS_EVERY_MS) await sleep(ENDS_EVERY_MS - sinceLast);
    if (this.stopped) return;
    this.endsLookedAt = performance.now();
    const ids = this.underWay.eventIds();
    const open = await runStatement(this.deps.dataSource, FIND_UNDER_WAY, { ids });
    await this.renewLeases();
    this.underWay.keepOpen(new Set(ids), new Set(open.map(({ id }) => id)));
    this.marks.ask();
    this.startWaiting();
  }

  private async renewLeases(): Promise<void> {
    const late = this.waiting.late(this.time());
    if (late.length === 0) return;
    await runStatement(this.deps.dataSource, RENEW_LEASES, { ids: late.map(({ id }) => id) });
    this.waiting.renew(late, this.time() + KEPT_MS);
  }

  /** What fails is tried again: by the clock, or when the leases have ended. */
  private async guarded(job: () => Promise<void>): Promise<void> {
    await outsideSpans(job).catch((error: unknown) =>
      this.deps.log.warn(
        { code: 'RELAY_TURN_FAILED', error: faultText(error) },
        'the relay could not read the inbox; it tries again',
      ),
    );
  }

  /** Starts the runs of resends. Nothing is marked: once the run exists, its deliveries are no longer held. */
  private async startResends(): Promise<void> {
    if (this.stopped || this.isPaused()) return;
    const due = await runStatement(this.deps.dataSource, FIND_DUE_RESENDS, {});
    for (const { destinationId, dueAt } of due) {
      if (this.stopped || this.isPaused()) return;
      const outcome = await this.deps.starter.startHold({ destinationId, dueAt: dueAt.getTime() });
      if (outcome.kind === 'away') this.pause(outcome.reason, due.length);
      if (outcome.kind === 'refused') this.sayRefused(destinationId, outcome.reason);
    }
  }

  private time(): number {
    return this.deps.now().getTime();
  }

  private isPaused(): boolean {
    return this.time() < this.pausedUntil;
  }

  private pause(reason: string, waiting: number): void {
    this.pausedUntil = this.time() + 1_000 + this.deps.random() * 2_000;
    this.deps.log.warn(
      { code: 'TEMPORAL_AWAY', waiting, error: reason },
      'Temporal does not answer; events wait in PostgreSQL',
    );
  }

  private async startRun(rows: RelayRow[]): Promise<void> {
    const [first, ids] = [rows[0], rows.map(({ id }) => id)];
    if (!first || this.stopped || this.isPaused()) return this.postpone(rows, 0);
    this.underWay.begin(first.businessId, ids, this.time());
    const [underWay, askedAt] = [this.underWay.count(), performance.now()];
    let begun = false;
    try {
      const outcome = await inSpan('relay', spanOfStart(rows), () => this.deps.starter.startNotify(rows));
      begun = outcome.kind === 'eager' || outcome.kind === 'started';
      if (begun) this.limit = afterStart(this.limit, { ms: performance.now() - askedAt, underWay });
      await this.note(outcome, rows);
    } finally {
      if (!begun) this.underWay.end(first.id);
    }
  }

  private async note(outcome: StartOutcome, rows: RelayRow[]): Promise<void> {
    switch (outcome.kind) {
      case 'eager':
        // The first task runs in this process, and the plan marks the rows.
        return this.countStarted(rows);
      case 'started':
        this.countStarted(rows);
        this.started.push(...rows.map((row) => row.id));
        if (this.waiting.count() === 0) this.marks.ask();
        return;
      case 'running':
        // Its plan marks the rows. Where it is a run of before that is about to end, they must be started after it.
        return this.postpone(rows, 1);
      case 'away':
        this.pause(outcome.reason, rows.length);
        return this.postpone(rows, 0);
      case 'refused':
        this.sayRefused(rows[0]?.id, outcome.reason);
        return this.refused(rows, outcome.reason);
    }
  }

  private sayRefused(first: string | undefined, error: string): void {
    this.deps.log.error({ code: 'RUN_REFUSED', first, error }, 'Temporal refused a run');
  }

  private countStarted(rows: RelayRow[]): void {
    const [{ metrics }, at] = [this.deps, this.time()];
    metrics.observe('relayGroupSize', {}, rows.length);
    for (const { id, eventType } of rows)
      metrics.observeMs('relayLag', { class: urgencyOf(eventType) }, at - momentOf(id));
  }

  private async postpone(rows: RelayRow[], attempts: number): Promise<void> {
    if (rows.length === 0) return;
    const [ids, jitter] = [rows.map(({ id }) => id), 1 + this.deps.random()];
    await runStatement(this.deps.dataSource, POSTPONE_ROWS, { ids, attempts, jitter });
  }

  private async refused(rows: RelayRow[], error: string): Promise<void> {
    const parked = rows.filter((row) => row.attempts + 1 >= MAX_ATTEMPTS);
    const others = rows.filter((row) => row.attempts + 1 < MAX_ATTEMPTS);
    if (parked.length > 0)
      await runStatement(this.deps.dataSource, PARK_ROWS, {
        ids: parked.map((row) => row.id),
        reason: makeReason('RUN_REFUSED', { times: MAX_ATTEMPTS, error }),
      });
    if (others.length > 0) await this.postpone(others, 1);
  }

  private async markStarted(): Promise<void> {
    const ids = this.started.splice(0);
    if (ids.length > 0) await runStatement(this.deps.dataSource, MARK_DISPATCHED, { ids });
  }

  /** Requeues events whose run is gone, and signals disputes that should have been looked at, which also starts their runs. */
  async requeueStuck(): Promise<void> {
    try {
      await startOverdueLadders(this.deps);
      if (await requeueStuckEvents(this.deps)) this.look();
    } catch (error) {
      this.deps.log.warn(
        { code: 'REQUEUE_FAILED', error: faultText(error) },
        'could not look for lost runs; it tries again',
      );
    }
  }
}
