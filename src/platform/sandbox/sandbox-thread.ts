/** One worker thread that runs one job at a time; it is replaced after a run that may have damaged it. */
import { Worker } from 'node:worker_threads';
import { OVERALL_LIMIT_MS } from './limits.js';
import type { FailureKind, Job, Report, ThreadMessage } from './messages.js';
import { RunningTime } from './running-time.js';

/** After these failures the state of QuickJS is unknown, and the thread ends. */
const SPOILT: ReadonlySet<FailureKind> = new Set(['time', 'memory', 'recursion', 'crash']);

export class SandboxThread {
  private worker: Worker | null = null;
  private stopped: Promise<unknown> | null = null;

  constructor(private readonly hardLimitMs: number) {}

  /** Rejects only if a thread cannot be started, `until` aborts or {@link stop} was called, never because of the job's code. */
  async run(job: Job, until?: AbortSignal): Promise<Report> {
    this.worker ??= this.start();
    let report: Report | null = null;
    try {
      report = await watchThread(this.worker, job, this.hardLimitMs, until);
      return report;
    } finally {
      if (!report || (report.failure && SPOILT.has(report.failure.kind))) await this.stop();
    }
  }

  async stop(): Promise<void> {
    if (this.worker) this.stopped = this.worker.terminate();
    this.worker = null;
    await this.stopped;
  }

  private start(): Worker {
    const worker = new Worker(new URL('./sandbox.thread.js', import.meta.url), {
      execArgv: [], // a `--import` of the parent (tracing) would run in here as well
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
    });
    const forget = () => {
      if (this.worker === worker) this.worker = null;
    };
    worker.on('error', forget);
    worker.on('exit', forget);
    return worker;
  }
}

/**
 * Posts the job and waits for its report, the end of the thread or the hard limit. If the machine is so busy that none of
 * them comes within OVERALL_LIMIT_MS, it rejects: then nothing is known about the code.
 */
function watchThread(worker: Worker, job: Job, hardLimitMs: number, until?: AbortSignal): Promise<Report> {
  return new Promise((resolve, reject) => {
    let running: RunningTime | null = null;
    let timer = setTimeout(() => fail(new Error('The sandbox thread took too long to start')), OVERALL_LIMIT_MS);
    const finish = () => {
      clearTimeout(timer);
      until?.removeEventListener('abort', onAbort);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    const fail = (error: Error) => {
      finish();
      reject(error);
    };
    const end = (report: Report) => {
      finish();
      resolve(report);
    };
    const kill = (kind: FailureKind) => end(killed(kind, running?.passedMs() ?? 0));
    const look = (since: RunningTime) => {
      const left = hardLimitMs - since.runMs();
      // In a busy parent the timer may fire before a report that has arrived is read: read messages first.
      if (left <= 0) setImmediate(() => kill('time'));
      else if (since.passedMs() > OVERALL_LIMIT_MS) fail(new Error('The machine is too busy for the sandbox thread'));
      else timer = setTimeout(look, Math.max(left, 10), since);
    };
    const onMessage = (message: ThreadMessage) => {
      if (message.type === 'report') return end(message.report);
      clearTimeout(timer);
      running = new RunningTime();
      timer = setTimeout(look, hardLimitMs, running);
    };
    const onError = (error: Error & { code?: string }) => {
      if (!running) return fail(error);
      kill(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'memory' : 'crash');
    };
    const onExit = () => fail(new Error('The sandbox thread was stopped'));
    const onAbort = () => fail(until?.reason);
    until?.addEventListener('abort', onAbort);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(job);
  });
}

function killed(kind: FailureKind, durationMs: number): Report {
  return { output: null, failure: { kind, message: '', line: null }, console: [], consoleDropped: 0, durationMs };
}
