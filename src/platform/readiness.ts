/** What `/readyz` says, of an API and of a worker: one answer, by whichever port it is asked. */
import { setTimeout as sleep } from 'node:timers/promises';
import { CLOCKS } from './database/clocks.js';
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
  /** Names of all that this version needs, the oldest first. */
  migrations: readonly string[];
  shortcomings: readonly Shortcoming[];
  now: () => Date;
}

export const OK: CheckResult = { state: 'ok' };

/** Who starts, and has not said what it waits for. */
const STARTING: CheckResult = { state: 'failed', detail: 'It is starting.' };

/** PostgreSQL and the start are checks from the beginning. The process adds others. */
export class Readiness {
  private readonly checks = new Map<string, Check>();
  private readonly probe: DatabaseProbe;
  private draining = false;
  private begun = false;

  constructor(private readonly deps: ReadinessDeps) {
    this.probe = new DatabaseProbe(deps.databaseUrl.reveal(), deps.migrations);
    this.waitsFor(STARTING);
    const answers = this.serverCheck('PostgreSQL', () => this.probe.answers(), 'failed');
    this.add('database', async () => {
      const answer = await answers();
      const lacking = this.begun ? this.probe.lacks() : null;
      if (lacking !== null) return { state: 'failed', detail: lackingMigration(lacking) };
      const apart = this.probe.clocksApart();
      if (answer.state !== 'ok' || apart <= CLOCKS.wrong) return answer;
      const detail = `The clocks of this machine and of PostgreSQL differ by ${Math.round(apart / 1_000)} s: let both keep time by NTP.`;
      return { state: 'degraded', detail };
    });
  }

  /** Replaces a check of that name. */
  add(name: string, check: Check): void {
    this.checks.set(name, check);
  }

  /** It does not work yet: why, and what to do. */
  waitsFor(why: CheckResult): void {
    this.add('start', () => why);
  }

  /** From now on it works, as far as the other checks say so. */
  begin(): void {
    this.begun = true;
    this.add('start', () => OK);
  }

  /** From now on the answer is no; what comes all the same is served. @returns whether anybody may have been told yes. */
  drain(): boolean {
    this.draining = true;
    return this.begun;
  }

  isDraining(): boolean {
    return this.draining;
  }

  /** Soon: a load balancer waits a second, and takes out who does not answer, which would be all at once where a server is slow. */
  async report(): Promise<ReadinessReport> {
    const { draining } = this;
    const results = await Promise.all([...this.checks].map(async ([name, check]) => [name, await check()] as const));
    const ok = !draining && results.every(([, { state }]) => state !== 'failed');
    return { ok, draining, checks: Object.fromEntries(results), missing: this.deps.shortcomings };
  }

  async close(): Promise<void> {
    await this.probe.close();
  }

  /**
   * Of a server that all processes share: one look in vain says little, and makes all of them unready at once. Nobody waits for
   * one that is slow: its answer counts when it comes.
   * @param worst what it comes to after 10 s without an answer
   */
  serverCheck(name: string, answers: () => Promise<boolean>, worst: 'degraded' | 'failed'): Check {
    let lastAnswer: number | null = null;
    let silentSince: number | null = null;
    let hasLooked = false;
    const look = async () => {
      const answered = await answers();
      hasLooked = true;
      if (!answered) return false;
      lastAnswer = this.deps.now().getTime();
      silentSince = null;
      return true;
    };
    return async () => {
      const looking = look();
      // Nothing is known before the first look has ended.
      if (hasLooked ? await valueWithin(LOOK_MS, looking) : await looking) return OK;
      const at = this.deps.now().getTime();
      if (lastAnswer === null) return { state: worst, detail: `${name} has not answered yet.` };
      // Where nobody had asked for long, it is not known since when.
      silentSince ??= at - lastAnswer <= UNASKED_MS ? lastAnswer : at;
      const silentMs = at - silentSince;
      const state = silentMs < PATIENCE_MS ? 'degraded' : worst;
      const seconds = Math.round(silentMs / 1_000);
      return {
        state,
        detail: seconds === 0 ? `${name} does not answer.` : `${name} has not answered for ${seconds} s.`,
      };
    };
  }
}

/** Before a process begins, and of one that works whose database was changed for an older one. */
export const lackingMigration = (name: string): string =>
  `The database lacks ${name}: run the migrations first (tocsin migrate).`;

const PATIENCE_MS = 10_000;
/** Probes come more often. */
const UNASKED_MS = 30_000;
const LOOK_MS = 400;

/** What it comes to within this time; null: nothing yet. */
async function valueWithin<Value>(ms: number, value: Promise<Value>): Promise<Value | null> {
  const over = new AbortController();
  const late = sleep(ms, null, { signal: over.signal }).catch(() => null);
  try {
    return await Promise.race([value, late]);
  } finally {
    over.abort();
  }
}
