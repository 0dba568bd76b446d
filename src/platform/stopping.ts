/** How a process ends when it is asked to: in order, within a time, and at once where it is asked again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { faultText } from './fault-text.js';
import type { Readiness } from './readiness.js';

/** What a process has opened, in order. */
export class Opened {
  private readonly closes: (() => Promise<void>)[] = [];

  add(close: () => Promise<void>): void {
    this.closes.push(close);
  }

  /** In reverse order; one that fails keeps none from being closed. @returns whether all went well. */
  async close(onFault: (error: unknown) => void): Promise<boolean> {
    let well = true;
    for (let close = this.closes.pop(); close; close = this.closes.pop()) {
      await close().catch((error: unknown) => {
        well = false;
        onFault(error);
      });
    }
    return well;
  }
}

/** Longer than the 25 s after which the worker breaks activities off. */
const STOP_MS = 30_000;

export interface Stop {
  /** @returns whether all went well; where not, the process ends with code 1. */
  stop(): Promise<boolean>;
  /** What it may take before the usual 30 s begin, milliseconds. */
  before?: number;
  /** Hears that time is over; the process ends with code 1 then. */
  late?(): void;
}

/** Stops at the first SIGTERM or SIGINT, and exits. At a second one, or when time is over, it exits at once. */
export function onStop({ stop, before = 0, late }: Stop): void {
  let stopping = false;
  const begin = () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => {
      late?.();
      process.exit(1);
    }, before + STOP_MS).unref();
    void stop().then((well) => process.exit(well ? 0 : 1));
  };
  process.on('SIGTERM', begin);
  process.on('SIGINT', begin);
}

export interface Production {
  opened: Opened;
  readiness: Readiness;
  log: Logger;
  /**
   * How long it goes on as before although `/readyz` says no, milliseconds: until those who send work have heard it. Who was never
   * ready does not wait.
   */
  drainMs: number;
}

/** Of a process of production, from its first moment on. */
export function stopInOrder({ opened, readiness, log, drainMs }: Production): void {
  onStop({
    before: drainMs,
    stop: async () => {
      log.info({ code: 'STOPPING', drainMs }, 'asked to stop');
      if (readiness.drain()) await sleep(drainMs);
      return opened.close((error) =>
        log.error({ code: 'STOP_FAILED', error: faultText(error) }, 'a part did not close'),
      );
    },
    late: () => log.error({ code: 'STOP_TOO_LONG' }, 'stopping took too long: what was under way is broken off'),
  });
}
