/** How the relay hears that rows wait, in its own process or in another. */
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { faultText } from '../../platform/fault-text.js';
import { INBOX_CHANNEL } from '../../platform/live/listener.js';
import { notifyChannel } from '../../platform/live/notify-bus.js';

/** What a run is started with: ids and what Temporal may show of an event. */
export interface StartableEvent {
  id: string;
  businessId: string;
  eventType: string;
  entityId: string | null;
}

export interface RelayRow extends StartableEvent {
  attempts: number;
  /** The span that took it in; null without tracing. */
  traceparent: string | null;
}

/** Tells the relay that rows wait. */
export interface RelayNudge {
  /** Whether the relay of this process takes rows over directly. */
  hasRoom(): boolean;
  /** Rows were committed; those given are leased to this process. */
  nudge(leased: RelayRow[]): void;
}

/** For a process without a relay: one NOTIFY per written batch; the workers poll anyway. */
export class RemoteRelayNudge implements RelayNudge {
  constructor(
    private readonly dataSource: DataSource,
    private readonly log: Logger,
  ) {}

  hasRoom(): boolean {
    return false;
  }

  nudge(): void {
    notifyChannel(this.dataSource, INBOX_CHANNEL).catch((error: unknown) =>
      this.log.warn(
        { code: 'NUDGE_FAILED', error: faultText(error) },
        'could not tell the workers of new events; they look for themselves',
      ),
    );
  }
}
