/** Runs merchants' JavaScript `handler(webhook)` isolated: QuickJS in WebAssembly, in threads that can be terminated. */
import { createHash } from 'node:crypto';
import { makeReason, type Reason } from '../../domain/reasons.js';
import { FairShare } from '../fair-share.js';
import { exactIntegersIn, newMark, writeAsText } from '../json/exact-json.js';
import { isDeeperThan } from '../json/json-depth.js';
import type { Metrics } from '../telemetry/metrics.js';
import type { CodeFault, TransformationInput, TransformationResult } from './handler-run.js';
import { MAX_DEPTH, MAX_TEXT_BYTES, TIME_LIMITS, type TimeLimits } from './limits.js';
import type { Job, Report } from './messages.js';
import { judgeCode, judgeRun, refusedRun, runWord, withExact } from './outcome.js';
import { SandboxThread } from './sandbox-thread.js';

export type { CodeFault, TransformationInput, TransformationResult };

const KB = MAX_TEXT_BYTES / 1_024;
const TOO_LARGE = makeReason('CODE_TOO_LARGE', { kb: KB });

/** Whose runs wait behind each other, and how long. */
export interface Queueing {
  /** How many runs of one business wait at once. */
  waitingPerBusiness: number;
  /** How long one waits at most, milliseconds. */
  waitMs: number;
}

/** Of runs that nobody looks at, and that are tried again. */
const PATIENT: Queueing = { waitingPerBusiness: Number.POSITIVE_INFINITY, waitMs: 60_000 };

interface SandboxOptions {
  /** How many runs may go on at once. Each thread starts with its first run. */
  threads?: number;
  limits?: TimeLimits;
  queueing?: Queueing;
  metrics?: Metrics;
}

/** A pool of threads. Who waits for one is served in turn: businesses one after the other, the runs of each as they came. */
export class Sandbox {
  private readonly threads: SandboxThread[];
  private readonly free: SandboxThread[];
  private readonly shares: FairShare;
  private closed = false;

  private readonly limits: TimeLimits;
  private readonly metrics: Metrics | undefined;

  constructor({ threads = 2, limits = TIME_LIMITS, queueing = PATIENT, metrics }: SandboxOptions = {}) {
    if (!Number.isInteger(threads) || threads < 1) throw new RangeError('A sandbox needs at least one thread');
    this.limits = limits;
    this.metrics = metrics;
    this.threads = Array.from({ length: threads }, () => new SandboxThread(limits.hardMs));
    this.free = [...this.threads];
    const { waitingPerBusiness: waitingPerKey, waitMs } = queueing;
    this.shares = new FairShare({
      places: threads,
      perKey: threads,
      waitingPerKey,
      waitMs,
      busy: makeReason('SANDBOX_BUSY'),
    });
  }

  /**
   * Runs `handler(webhook)`. Whatever the code does is in the result. It rejects only if the sandbox is closed, no thread
   * can be started, or (NoPlaceFree) too much waits already; a later attempt may succeed.
   * @param businessId whose run it is, where several businesses share the threads
   * @param until when it aborts, the run ends, whether it waits or is under way, and rejects with its reason
   */
  async run(input: TransformationInput, businessId = '', until?: AbortSignal): Promise<TransformationResult> {
    if (Buffer.byteLength(input.code) > MAX_TEXT_BYTES) return this.refuse(TOO_LARGE, 'code');
    if (isDeeperThan(MAX_DEPTH, input.webhook.payload))
      return this.refuse(makeReason('EVENT_TOO_DEEP', { most: MAX_DEPTH }), 'event');
    const exact = exactIntegersIn(input.webhook.payload);
    const webhook = exact.length > 0 ? writeAsText(input.webhook) : JSON.stringify(input.webhook);
    if (Buffer.byteLength(webhook) > MAX_TEXT_BYTES)
      return this.refuse(makeReason('EVENT_TOO_LARGE', { kb: KB }), 'event');
    const job = { ...toJob(input), webhook, exact, mark: newMark(), softLimitMs: this.limits.softMs };
    const report = await this.report(job, businessId, until);
    const result = judgeRun(input.webhook, job, report);
    this.metrics?.count('sandboxRuns', { outcome: runWord(report, result, this.limits) });
    this.metrics?.observeMs('sandboxDuration', {}, report.durationMs);
    return withExact(result, exact);
  }

  private refuse(error: Reason, fault: 'code' | 'event'): TransformationResult {
    this.metrics?.count('sandboxRuns', { outcome: 'too_large' });
    return refusedRun(error, fault);
  }

  /** Why the code cannot be read, by the engine that would run it; null where it can. Rejects as {@link run} does. */
  async check(code: string, businessId = ''): Promise<CodeFault | null> {
    if (Buffer.byteLength(code) > MAX_TEXT_BYTES) return { error: TOO_LARGE, line: null };
    const { softMs } = this.limits;
    const job = { ...toJob({ code }), webhook: null, exact: [], mark: newMark(), softLimitMs: softMs };
    return judgeCode(job, await this.report(job, businessId));
  }

  private async report(job: Job, businessId: string, until?: AbortSignal): Promise<Report> {
    this.metrics?.add('sandboxQueue', {}, 1);
    const giveBack = await this.shares.take(businessId, until).finally(() => this.metrics?.add('sandboxQueue', {}, -1));
    // There are as many places as threads.
    const thread = this.free.pop() as SandboxThread;
    try {
      if (this.closed) throw closedError();
      return await thread.run(job, until);
    } finally {
      this.free.push(thread);
      giveBack();
    }
  }

  /** Stops all threads. Runs that wait or are under way reject. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.threads.map((thread) => thread.stop()));
  }
}

const closedError = () => new Error('The sandbox is closed');

function toJob({
  code,
  now = Date.now(),
  seed = String(now),
}: Omit<TransformationInput, 'webhook'>): Pick<Job, 'code' | 'now' | 'seed'> {
  // QuickJS takes a byte-order mark for a syntax error.
  return {
    code: code.replace(/^\uFEFF/, ''),
    now,
    seed: createHash('sha256').update(seed).digest().readInt32LE(),
  };
}
