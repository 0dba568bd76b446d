/** Taking events in: for the webhook route, and for those nouns that put events into the inbox or know what a source's secret is. */
import { Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { Inbox } from '../../core/ingest/inbox.js';
import { RejectedRequests } from '../../core/ingest/rejected-requests.js';
import type { RelayNudge } from '../../core/ingest/relay-nudge.js';
import { SourceCache } from '../../core/ingest/source-cache.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import { LOG, RELAY_NUDGE, SYSTEM_DATA_SOURCE } from '../platform.tokens.js';

@Module({
  providers: [
    {
      provide: SourceCache,
      inject: [SYSTEM_DATA_SOURCE, SecretBox],
      useFactory: (dataSource: DataSource, box: SecretBox) => new SourceCache(dataSource, box),
    },
    {
      provide: Inbox,
      inject: [SYSTEM_DATA_SOURCE, RELAY_NUDGE],
      useFactory: (dataSource: DataSource, relayNudge: RelayNudge) => new Inbox(dataSource, relayNudge),
    },
    {
      provide: RejectedRequests,
      inject: [SYSTEM_DATA_SOURCE, LOG],
      useFactory: (dataSource: DataSource, log: Logger) => new RejectedRequests(dataSource, log),
    },
  ],
  exports: [Inbox, RejectedRequests, SourceCache],
})
export class IngestModule implements OnApplicationShutdown {
  constructor(private readonly rejected: RejectedRequests) {}

  /** After the last request was answered: what was refused until then is kept. */
  async onApplicationShutdown(): Promise<void> {
    await this.rejected.flush();
  }
}
