/** Runs merchants' JavaScript `handler(webhook)` isolated: QuickJS in WebAssembly, in threads that can be terminated. */
import { createHash } from 'node:crypto';
import { makeReason } from '../../domain/reasons.js';
import { exactIntegersIn, newMark, writeAsText } from '../json/exact-json.js';
import { isDeeperThan } from '../json/json-depth.js';
import type { CodeFault, TransformationInput, TransformationResult } from './handler-run.js';
import { MAX_DEPTH, MAX_TEXT_BYTES, TIME_LIMITS, type TimeLimits } from './limits.js';
import type { Job, Report } from './messages.js';
import { judgeCode, judgeRun, refused, withExact } from './outcome.js';
import { SandboxThread } from './sandbox-thread.js';

export type { CodeFault, TransformationInput, TransformationResult };

const KB = MAX_TEXT_BYTES / 1_024;
const TOO_LARGE = makeReason('CODE_TOO_LARGE', { kb: KB });

type Waiting = { resolve: (thread: SandboxThread) => void; reject: (error: Error) => void };

/** A pool of threads; runs wait for a free one, first come, first served. */
export class Sandbox {
  private readonly threads: SandboxThread[];
  private readonly free: SandboxThread[];
  private readonly waiting: Waiting[] = [];
  private closed = false;

  private readonly limits: TimeLimits;

  /** `threads`: how many runs may go on at once. Each starts with its first run. */
  constructor({ threads = 2, limits = TIME_LIMITS }: { threads?: number; limits?: TimeLimits } = {}) {
    if (!Number.isInteger(threads) || threads < 1) throw new RangeError('A sandbox needs at least one thread');
    this.limits = limits;
    this.threads = Array.from({ length: threads }, () => new SandboxThread(limits.hardMs));
    this.free = [...this.threads];
  }

  /**
   * Runs `handler(webhook)`. Whatever the code does is in the result. It rejects only if the sandbox is closed or no thread
   * can be started; a later attempt may succeed.
   */
  async run(input: TransformationInput): Promise<TransformationResult> {
    if (Buffer.byteLength(input.code) > MAX_TEXT_BYTES) return refused(TOO_LARGE, 'code');
    if (isDeeperThan(MAX_DEPTH, input.webhook.payload))
      return refused(makeReason('EVENT_TOO_DEEP', { most: MAX_DEPTH }), 'event');
    const exact = exactIntegersIn(input.webhook.payload);
    const webhook = exact.length > 0 ? writeAsText(input.webhook) : JSON.stringify(input.webhook);
    if (Buffer.byteLength(webhook) > MAX_TEXT_BYTES) return refused(makeReason('EVENT_TOO_LARGE', { kb: KB }), 'event');
    const job = { ...toJob(input), webhook, exact, mark: newMark(), softLimitMs: this.limits.softMs };
    return withExact(judgeRun(input.webhook, job, await this.report(job)), exact);
  }

  /** Why the code cannot be read, by the engine that would run it; null where it can. Rejects as {@link run} does. */
  async check(code: string): Promise<CodeFault | null> {
    if (Buffer.byteLength(code) > MAX_TEXT_BYTES) return { error: TOO_LARGE, line: null };
    const { softMs } = this.limits;
    const job = { ...toJob({ code }), webhook: null, exact: [], mark: newMark(), softLimitMs: softMs };
    return judgeCode(job, await this.report(job));
  }

  private async report(job: Job): Promise<Report> {
    const thread = await this.take();
    try {
      if (this.closed) throw closedError(); // in the moment between
      return await thread.run(job);
    } finally {
      this.giveBack(thread);
    }
  }

  /** Stops all threads. Runs that wait or are under way reject. */
  async close(): Promise<void> {
    this.closed = true;
    for (const { reject } of this.waiting.splice(0)) reject(closedError());
    await Promise.all(this.threads.map((thread) => thread.stop()));
  }

  private take(): Promise<SandboxThread> {
    if (this.closed) return Promise.reject(closedError());
    const thread = this.free.pop();
    if (thread) return Promise.resolve(thread);
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  private giveBack(thread: SandboxThread): void {
    const next = this.waiting.shift();
    if (next) next.resolve(thread);
    else this.free.push(thread);
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
