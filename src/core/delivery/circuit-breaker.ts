/**
 * Decides by src/domain/health/health.ts whether an endpoint or carrier gets a message now, and collects the health changes of
 * a chunk. The health of an endpoint is in PostgreSQL, that of a carrier in this process.
 */
import type { DataSource } from 'typeorm';
import type { Channel } from '../../channels/channel.js';
import { admission, afterTry, type Health, type HealthTurn, waitMs } from '../../domain/health/health.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { runStatement } from '../../platform/database/statement.js';
import type { Metrics } from '../../platform/telemetry/metrics.js';
import type { BreakerWord, CarrierBreakers } from './carrier-breakers.js';
import type { ClaimedDelivery, HealthRow } from './claimed-delivery.js';
import { TAKE_PROBE } from './deliver.statements.js';
import type { Outcome } from './outcome.js';

/** The change of an endpoint's health in this chunk. */
export interface HealthChange {
  last: ClaimedDelivery;
  /** As it was claimed. */
  was: Health;
  health: Health;
  /** The change that the team gets a notice of; of several in one chunk, the last. */
  turn: HealthTurn | null;
  /** What came back last; null: nothing was tried. */
  reason: Reason | null;
}

export interface BreakerDeps {
  dataSource: DataSource;
  carriers: CarrierBreakers;
  metrics: Metrics;
  channel: Channel;
  now: () => Date;
  /** From 0 to 1. */
  random: () => number;
}

type BreakerState = Omit<HealthChange, 'last'> & { last: ClaimedDelivery | null };

/** The part of an outcome that health depends on. */
type TryOutcome = Pick<Outcome, 'verdict' | 'carrierVerdict' | 'ends'>;

/** Who carries a delivery to a recipient; null: an endpoint, or nobody that is known. */
export type CarrierOf = (row: ClaimedDelivery) => string | null;

export class CircuitBreaker {
  readonly channel: Channel;
  private readonly kept = new Map<string, BreakerState>();

  /** A recipient's address has none: one that fails is suppressed. Its carrier has. */
  constructor(
    private readonly deps: BreakerDeps,
    claimed: readonly ClaimedDelivery[],
    readonly carrierOf: CarrierOf,
  ) {
    this.channel = deps.channel;
    for (const row of claimed) {
      const { destinationId, health } = row;
      if (!destinationId || this.carrierOf(row) !== null) continue;
      const was = health && breakerHealth(health);
      this.kept.set(destinationId, { last: null, was, health: was, turn: null, reason: was?.reason ?? null });
    }
  }

  /** Null: it may go out now. Else how long it waits, ms, and for what. */
  async hold(row: ClaimedDelivery): Promise<{ ms: number; reason: Reason } | null> {
    const { dataSource, random } = this.deps;
    const now = this.deps.now();
    const carrier = this.carrierOf(row);
    if (carrier !== null) return this.watchingCarrier(carrier, () => this.deps.carriers.hold(carrier, now, random()));
    const kept = this.kept.get(row.destinationId ?? '');
    if (!kept?.health) return null;
    const admitted = admission(kept.health, now, random());
    if (admitted.kind === 'send') return null;
    if (admitted.kind === 'probe') {
      const { probeAt } = kept.health;
      kept.health = { ...kept.health, probeAt: admitted.nextProbeAt };
      const { nextProbeAt } = admitted;
      const probe = { destinationId: row.destinationId, probeAt, nextProbeAt };
      const won = await runStatement(dataSource, TAKE_PROBE, probe);
      if (won.length > 0) {
        this.count('half_open');
        return null;
      }
    }
    const ms = admitted.kind === 'wait' ? admitted.ms : waitMs(kept.health, now, random());
    return { ms, reason: makeReason('BREAKER_OPEN', { why: kept.health.reason }) };
  }

  note(row: ClaimedDelivery, { verdict, carrierVerdict, ends }: TryOutcome): void {
    const carrier = this.carrierOf(row);
    if (carrier !== null) {
      if (carrierVerdict)
        this.watchingCarrier(carrier, () => this.deps.carriers.note(carrier, carrierVerdict, this.deps.now()));
      return;
    }
    const kept = this.kept.get(row.destinationId ?? '');
    if (!kept) return;
    if (ends) {
      Object.assign(kept, { last: row, health: null, turn: null });
      return;
    }
    if (!verdict) return;
    const { health, turn } = afterTry(kept.health, verdict, this.deps.now());
    const reason = verdict.kind === 'works' ? null : verdict.reason;
    // After a probe it is open anew.
    if (health?.probeAt) this.count('open');
    else if (kept.health?.probeAt) this.count('closed');
    Object.assign(kept, { last: row, health, turn: turn ?? kept.turn, reason });
  }

  /** How long what was tried in vain waits, ms; null where nothing but the usual schedule holds it. */
  retryMs(row: ClaimedDelivery): number | null {
    const carrier = this.carrierOf(row);
    if (carrier !== null) return this.deps.carriers.retryMs(carrier, this.deps.now(), this.deps.random());
    const health = this.kept.get(row.destinationId ?? '')?.health;
    return health?.probeAt ? waitMs(health, this.deps.now(), this.deps.random()) : null;
  }

  private count(to: BreakerWord): void {
    this.deps.metrics.count('breakerTransitions', { channel: this.channel.channel.toLowerCase(), to });
  }

  private watchingCarrier<Result>(carrier: string, act: () => Result): Result {
    const { carriers } = this.deps;
    const before = carriers.stateOf(carrier);
    const result = act();
    const after = carriers.stateOf(carrier);
    if (after !== before) this.count(after);
    return result;
  }

  changes(): HealthChange[] {
    return [...this.kept.values()].flatMap(({ last, ...kept }) => {
      if (!last || (!kept.was && !kept.health && !kept.turn)) return [];
      // It failed and recovered within one chunk: nobody got a notice of the failure, so nobody needs one of the recovery.
      const turn = kept.turn === 'RECOVERED' && !kept.was?.noticeRaised ? null : kept.turn;
      return [{ last, ...kept, turn }];
    });
  }
}

function breakerHealth({ since, lastAt, probeAt, endsAt, ...row }: HealthRow): NonNullable<Health> {
  return {
    ...row,
    since: new Date(since),
    lastAt: new Date(lastAt),
    probeAt: probeAt === null ? null : new Date(probeAt),
    endsAt: endsAt === null ? null : new Date(endsAt),
  };
}
