/**
 * Starts runs for committed events: it reads the inbox and calls Temporal (a message relay).
 *
 * A row is WAITING (dispatched_at null), leased for some seconds by raising next_attempt_at, then DISPATCHED. After a crash
 * between lease and start the lease ends, and any relay takes the row again; starting the same run twice is harmless,
 * since its id is the event's. While Temporal is away, rows wait and no attempt is counted; a row that Temporal refuses
 * MAX_ATTEMPTS times is PARKED with the reason, and its event is FAILED.
 */
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import {
  FIND_DUE_RESENDS,
  FIND_STUCK_EVENTS,
  LEASE_WAITING_ROWS,
  type LostAfter,
  MARK_DISPATCHED,
  OVERDUE_DISPUTES,
  PARK_ROWS,
  POSTPONE_ROWS,
} from '../core/ingest/relay.statements.js';
import type { RelayNudge, RelayRow } from '../core/ingest/relay-nudge.js';
import { momentOf } from '../domain/ids.js';
import { groupForRuns } from '../domain/planning/grouping.js';
import { URGENT_TYPES, urgencyOf } from '../domain/planning/urgency.js';
import { makeReason } from '../domain/reasons.js';
import { runStatement } from '../platform/database/statement.js';
import { faultText } from '../platform/fault-text.js';
import type { Metrics } from '../platform/telemetry/metrics.js';
import type { SpanStart } from '../platform/telemetry/spans.js';
import { inSpan, outsideSpans } from '../platform/telemetry/tracing.js';
import { requeueLost } from './lost-runs.js';
import type { RunStarter } from './starter.js';

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
/** Rows held in memory; more of them wait in PostgreSQL, where they are grouped when their turn comes. */
const ROOM = 200;
/** Events that are looked at together: of more, those that have waited longest beyond their time. */
const STUCK_AT_ONCE = 500;
const PARALLEL_STARTS = 12;

export class Relay implements RelayNudge {
  private handed: RelayRow[] = [];
  private readonly started: string[] = [];
  private turning: Promise<void> | null = null;
  private again = false;
  private stopped = false;
  private pausedUntil = 0;
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly deps: RelayDeps,
    private readonly options: RelayOptions = { pollMs: 1_000, requeueMs: 10_000 },
  ) {}

  start(): void {
    this.timers.push(setInterval(() => this.turn(true), this.options.pollMs));
    this.timers.push(setInterval(() => void this.requeueStuck(), this.options.requeueMs));
    this.turn(true);
  }

  /** Resolves after the starts in flight; the next relay takes the rows that are left. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearInterval(timer);
    await this.turning;
  }

  hasRoom(): boolean {
    return !this.stopped && this.handed.length < ROOM && !this.isPaused();
  }

  nudge(leased: RelayRow[]): void {
    this.handed.push(...leased);
    this.turn(leased.length === 0);
  }

  private turn(look: boolean): void {
    if (this.stopped) return;
    if (this.turning) {
      this.again ||= look;
      return;
    }
    this.turning = outsideSpans(() => this.work(look))
      .catch((error: unknown) =>
        this.deps.log.warn(
          { code: 'RELAY_TURN_FAILED', error: faultText(error) },
          'the relay could not read the inbox; it tries again',
        ),
      )
      .finally(() => {
        this.turning = null;
        if (this.handed.length > 0 || this.again) {
          const lookNow = this.again;
          this.again = false;
          this.turn(lookNow);
        }
      });
  }

  private async work(look: boolean): Promise<void> {
    await this.markStarted();
    if (this.isPaused()) {
      this.handed = [];
      return;
    }
    const lease = { urgentTypes: URGENT_TYPES, atMost: ROOM * 5 };
    const claimed = look ? await runStatement(this.deps.dataSource, LEASE_WAITING_ROWS, lease) : [];
    const rows = [...this.handed.splice(0), ...claimed];
    const byId = new Map(rows.map((row) => [row.id, row]));
    const runs = groupForRuns(rows).map((ids) => ids.map((id) => byId.get(id) as RelayRow));
    let next = 0;
    const lane = async () => {
      while (next < runs.length) await this.startRun(runs[next++] as RelayRow[]);
    };
    await Promise.all(Array.from({ length: Math.min(PARALLEL_STARTS, runs.length) }, lane));
    await this.markStarted();
    if (look) await this.startResends();
    if (claimed.length > 0) this.again = true;
  }

  /** Starts the runs of resends. Nothing is marked: once the run exists, its deliveries are no longer held. */
  private async startResends(): Promise<void> {
    const due = await runStatement(this.deps.dataSource, FIND_DUE_RESENDS, {});
    for (const { destinationId, dueAt } of due) {
      if (this.stopped || this.isPaused()) return;
      const outcome = await this.deps.starter.startHold({ destinationId, dueAt: dueAt.getTime() });
      if (outcome.kind === 'away') this.pause(outcome.reason, due.length);
      if (outcome.kind === 'refused')
        this.deps.log.error(
          { code: 'RUN_REFUSED', first: destinationId, error: outcome.reason },
          'Temporal refused a run',
        );
    }
  }

  private isPaused(): boolean {
    return this.deps.now().getTime() < this.pausedUntil;
  }

  private pause(reason: string, waiting: number): void {
    this.pausedUntil = this.deps.now().getTime() + 1_000 + this.deps.random() * 2_000;
    this.deps.log.warn(
      { code: 'TEMPORAL_AWAY', waiting, error: reason },
      'Temporal does not answer; events wait in PostgreSQL',
    );
  }

  private async startRun(rows: RelayRow[]): Promise<void> {
    if (this.stopped || this.isPaused()) return this.postpone(rows, 0);
    const outcome = await inSpan('relay', spanOf(rows), () => this.deps.starter.startNotify(rows));
    if (outcome.kind === 'eager' || outcome.kind === 'started') this.countStarted(rows);
    switch (outcome.kind) {
      case 'eager':
        // The first task runs in this process, and the plan marks the rows.
        return;
      case 'started':
        this.started.push(...rows.map((row) => row.id));
        return;
      case 'running':
        // Its plan marks the rows. Where it is a run of before that is about to end, they must be started after it.
        return this.postpone(rows, 1);
      case 'away':
        this.pause(outcome.reason, rows.length);
        return this.postpone(rows, 0);
      case 'refused':
        this.deps.log.error(
          { code: 'RUN_REFUSED', first: rows[0]?.id, error: outcome.reason },
          'Temporal refused a run',
        );
        return this.refused(rows, outcome.reason);
    }
  }

  private countStarted(rows: RelayRow[]): void {
    const { metrics, now } = this.deps;
    const at = now().getTime();
    metrics.observe('relayGroupSize', {}, rows.length);
    for (const { id, eventType } of rows)
      metrics.observeMs('relayLag', { class: urgencyOf(eventType) }, at - momentOf(id));
  }

  private async postpone(rows: RelayRow[], attempts: number): Promise<void> {
    const jitter = 1 + this.deps.random();
    await runStatement(this.deps.dataSource, POSTPONE_ROWS, { ids: rows.map((row) => row.id), attempts, jitter });
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

  private async startOverdueLadders(): Promise<void> {
    for (const dispute of await runStatement(this.deps.dataSource, OVERDUE_DISPUTES, this.deps.lostAfter)) {
      const outcome = await this.deps.starter.startDispute(dispute);
      if (outcome.kind === 'started') continue;
      this.deps.log.warn(
        { code: 'LADDER_NOT_WOKEN', dispute: dispute.id, outcome },
        'a ladder is late; it is tried again',
      );
    }
  }

  /**
   * Requeues events whose run is gone (Temporal lost its data, or somebody terminated the run), and signals disputes that
   * should have been looked at, which also starts their runs.
   */
  async requeueStuck(): Promise<void> {
    try {
      await this.startOverdueLadders();
      const stuck = await runStatement(this.deps.dataSource, FIND_STUCK_EVENTS, {
        ...this.deps.lostAfter,
        urgentTypes: URGENT_TYPES,
        atMost: STUCK_AT_ONCE,
      });
      const gone = await requeueLost(this.deps, stuck);
      if (gone.length > 0) {
        this.deps.log.warn(
          { code: 'EVENTS_REQUEUED', count: gone.length },
          'runs were gone before their events were done; they start again',
        );
        this.turn(true);
      }
    } catch (error) {
      this.deps.log.warn(
        { code: 'REQUEUE_FAILED', error: faultText(error) },
        'could not look for lost runs; it tries again',
      );
    }
  }
}

/** One event: it continues what took it in. A group continues none of its events: it is linked to all. */
function spanOf(rows: readonly RelayRow[]): SpanStart {
  const parents = rows.flatMap(({ traceparent }) => traceparent ?? []);
  const alone = rows.length === 1 ? rows[0] : undefined;
  const attributes = { 'tocsin.events': rows.length, ...(alone ? { 'tocsin.event_id': alone.id } : {}) };
  return alone
    ? { kind: 'PRODUCER', parent: alone.traceparent, attributes }
    : { kind: 'PRODUCER', parent: null, links: parents, attributes };
}
