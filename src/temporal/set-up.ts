/** Keeps what we need in Temporal: search attributes and schedules. A new or wiped one has none. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, isGrpcServiceError } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { Logger } from 'pino';
import { EXIT } from '../platform/exit-codes.js';
import { faultText } from '../platform/fault-text.js';
import { makeSchedules } from './schedules.js';
import { registerSearchAttributes } from './search-attributes.js';
import { temporalFault } from './temporal-faults.js';

export interface SetUpDeps {
  connection: NativeConnection;
  client: Client;
  address: string;
  namespace: string;
  taskQueue: string;
  log: Logger;
}

const LOOK_EVERY_MS = 10 * 60_000;
/** After a look that failed. */
const AGAIN_MS = 10_000;
/** At the start, when everything waits for it. */
const AT_START_MS = 1_000;

export class TemporalSetUp {
  private next: NodeJS.Timeout | undefined;
  private stopped = false;
  /** Existing schedules are brought to this version, once. */
  private renewed = false;

  constructor(private readonly deps: SetUpDeps) {}

  /**
   * Resolves when there are search attributes, without which no run starts. Schedules are made beside that: none of them is worth
   * a worker. @throws a FatalError for what only people can mend: an attribute of another type, a namespace that does not exist, a
   * key that is not let in
   */
  async begin(): Promise<void> {
    for (;;) {
      try {
        await registerSearchAttributes(this.deps.connection, this.deps.namespace);
        break;
      } catch (error) {
        if (!isGrpcServiceError(error)) throw error;
        const fault = temporalFault(error, this.deps);
        if (fault.exitCode === EXIT.settings) throw fault;
        this.failed(error);
      }
      await sleep(AT_START_MS);
    }
    void this.look();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.next);
  }

  private async look(): Promise<void> {
    const { connection, client, namespace, taskQueue } = this.deps;
    try {
      await registerSearchAttributes(connection, namespace);
      await makeSchedules(client, taskQueue, !this.renewed);
      this.renewed = true;
      this.lookAgain(LOOK_EVERY_MS);
    } catch (error) {
      if (!this.stopped) this.failed(error);
      this.lookAgain(AGAIN_MS);
    }
  }

  private lookAgain(ms: number): void {
    if (!this.stopped) this.next = setTimeout(() => void this.look(), ms);
  }

  private failed(error: unknown): void {
    this.deps.log.warn(
      { code: 'REGISTER_FAILED', error: faultText(error) },
      'search attributes and schedules could not be looked at',
    );
  }
}
