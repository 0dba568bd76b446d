/** What `/readyz` says, of an API and of a worker: one answer, by whichever port it is asked. */
import { DatabaseProbe } from './database/database-probe.js';
import type { Secret } from './secrets/secret.js';
import type { Shortcoming } from './shortcomings.js';

/** `degraded`: something is amiss that is no reason to send the work elsewhere. */
export interface CheckResult {
  state: 'ok' | 'degraded' | 'failed';
  /** What to know or to do, for people; absent where all is well. No addresses, no errors of drivers: strangers may ask. */
  detail?: string;
}

export type Check = () => CheckResult | Promise<CheckResult>;

export interface ReadinessReport {
  /** False: send work elsewhere. */
  ok: boolean;
  draining: boolean;
  checks: Readonly<Record<string, CheckResult>>;
  /** What is not set up although somebody will miss it. */
  missing: readonly Shortcoming[];
}

export interface ReadinessDeps {
  databaseUrl: Secret;
  shortcomings: readonly Shortcoming[];
  now: () => Date;
}

/** One shared dependency makes all replicas unready at once, so PostgreSQL gets this long before we say so. */
const PATIENCE_MS = 10_000;

const OK: CheckResult = { state: 'ok' };

/** PostgreSQL is one of the checks from the beginning. The process adds others. */
export class Readiness {
  private readonly checks = new Map<string, Check>();
  private readonly probe: DatabaseProbe;
  private draining = false;
  private lastAnswer: number | null = null;

  constructor(private readonly deps: ReadinessDeps) {
    this.probe = new DatabaseProbe(deps.databaseUrl.reveal());
    this.add('database', () => this.lookAtDatabase());
  }

  /** Replaces a check of that name. */
  add(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  /** From now on the answer is no; what comes all the same is served. */
  drain(): void {
    this.draining = true;
  }

  /** Within two seconds where the added checks need no longer. */
  async report(): Promise<ReadinessReport> {
    const { draining } = this;
    const results = await Promise.all([...this.checks].map(async ([name, check]) => [name, await check()] as const));
    const ok = !draining && results.every(([, { state }]) => state !== 'failed');
    return { ok, draining, checks: Object.fromEntries(results), missing: this.deps.shortcomings };
  }

  async close(): Promise<void> {
    await this.probe.close();
  }

  private async lookAtDatabase(): Promise<CheckResult> {
    const answered = await this.probe.answers();
    const at = this.deps.now().getTime();
    if (answered) {
      this.lastAnswer = at;
      return OK;
    }
    if (this.lastAnswer === null) return { state: 'failed', detail: 'PostgreSQL has not answered yet.' };
    const seconds = Math.round((at - this.lastAnswer) / 1_000);
    const state = at - this.lastAnswer < PATIENCE_MS ? 'degraded' : 'failed';
    return { state, detail: `PostgreSQL has not answered for ${seconds} s.` };
  }
}
