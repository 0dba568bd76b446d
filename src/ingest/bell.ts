import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { INBOX_CHANNEL } from '../live/listener.js';
import { ring } from '../live/notify-bus.js';
import type { Waker } from './relay.js';

/** The waker of a process without a relay: one NOTIFY per written batch; the workers poll anyway. */
export class Bell implements Waker {
  constructor(
    private readonly dataSource: DataSource,
    private readonly log: Logger,
  ) {}

  hasRoom(): boolean {
    return false;
  }

  wake(): void {
    ring(this.dataSource, INBOX_CHANNEL).catch((error: unknown) =>
      this.log.warn(
        { code: 'BELL_FAILED', error: String(error) },
        'could not wake the workers; they look for themselves',
      ),
    );
  }
}
