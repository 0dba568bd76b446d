/**
 * The circuit breakers of carriers, in this process: whether a carrier can be reached is a matter of each process's own network.
 * The rules are those of endpoints (src/domain/health/health.ts).
 */
import { email } from '../../channels/email.js';
import { admission, afterVerdict, type Failing, type Verdict, waitMs } from '../../domain/health/health.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { type LabelsOf, METRICS } from '../../platform/telemetry/metric-list.js';
import type { Metrics } from '../../platform/telemetry/metrics.js';

export type BreakerWord = LabelsOf<'breakers'>['state'];

const STATES = METRICS.breakers.labels.state;
const isOfMail = (carrier: string) => carrier === email.carrier();

export class CarrierBreakers {
  private readonly failing = new Map<string, Failing>();
  /** Carriers whose next message is on its way, to see whether they are back. */
  private readonly probed = new Set<string>();
  private readonly known = new Set<string>();

  stateOf(carrier: string): BreakerWord {
    if (!this.failing.get(carrier)?.probeAt) return 'closed';
    return this.probed.has(carrier) ? 'half_open' : 'open';
  }

  /** The carriers that were ever asked: how many of a channel are in each state. */
  tally(): { channel: string; state: BreakerWord; count: number }[] {
    const all = [...this.known];
    const ofChannel = { email: all.filter(isOfMail), push: all.filter((carrier) => !isOfMail(carrier)) };
    return Object.entries(ofChannel).flatMap(([channel, carriers]) =>
      STATES.map((state) => ({
        channel,
        state,
        count: carriers.filter((carrier) => this.stateOf(carrier) === state).length,
      })),
    );
  }

  /** Null: a message may go out now. Else how long it waits, ms, and for what. `dice`: 0 to 1. */
  hold(carrier: string, now: Date, dice: number): { ms: number; reason: Reason } | null {
    this.known.add(carrier);
    const health = this.failing.get(carrier);
    if (!health) return null;
    const admitted = admission(health, now, dice);
    if (admitted.kind === 'wait')
      return { ms: admitted.ms, reason: makeReason('CARRIER_LEFT_ALONE', { why: health.reason }) };
    if (admitted.kind === 'probe') {
      this.probed.add(carrier);
      this.failing.set(carrier, { ...health, probeAt: admitted.nextProbeAt });
    }
    return null;
  }

  note(carrier: string, verdict: Verdict, now: Date): void {
    this.probed.delete(carrier);
    const health = afterVerdict(this.failing.get(carrier) ?? null, verdict, now);
    if (health) this.failing.set(carrier, health);
    else this.failing.delete(carrier);
  }

  /** How long what was tried in vain waits, ms; null where the usual schedule holds. */
  retryMs(carrier: string, now: Date, dice: number): number | null {
    const health = this.failing.get(carrier);
    return health?.probeAt ? waitMs(health, now, dice) : null;
  }
}

/** Of channels with endpoints, PostgreSQL knows the breakers (database-gauges.ts). */
export function watchCarriers(metrics: Metrics, breakers: CarrierBreakers): void {
  metrics.onRead(() => {
    for (const { channel, state, count } of breakers.tally()) metrics.set('breakers', { channel, state }, count);
  });
}
