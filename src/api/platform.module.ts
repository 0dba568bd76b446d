/** What every noun may need of the process: connections, secrets, links, live updates, the sandbox. Nobody imports it: it is global. */
import { type DynamicModule, Global, Inject, Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import { connectTenants } from '../core/data-source.js';
import type { RelayNudge } from '../core/ingest/relay-nudge.js';
import type { Config } from '../platform/config.js';
import type { Bus } from '../platform/live/bus.js';
import { SharedReads } from '../platform/live/shared-reads.js';
import { OutboundGuard } from '../platform/outbound/guard.js';
import { closeMail, type MailAccess, openMail } from '../platform/outbound/mail-access.js';
import { PublicUrl } from '../platform/public-url.js';
import type { Readiness } from '../platform/readiness.js';
import { Sandbox } from '../platform/sandbox/sandbox.js';
import { SealedLinks } from '../platform/secrets/sealed-links.js';
import { SecretBox } from '../platform/secrets/secret-box.js';
import { Metrics } from '../platform/telemetry/metrics.js';
import { TemporalLinks } from '../temporal/links.js';
import { BUS, CONFIG, LOG, MAIL, RELAY_NUDGE, SYSTEM_DATA_SOURCE } from './platform.tokens.js';

/** Somebody sits before a trial of code (see `trial.ts`): runs of others, half a second each, come first for so long at most. */
const TRIALS = { waitingPerBusiness: 6, waitMs: 5_000 };

/** What a process makes itself, and ends itself. */
export interface PlatformDeps {
  config: Config;
  /** For all businesses. */
  dataSource: DataSource;
  relayNudge: RelayNudge;
  bus: Bus;
  log: Logger;
  metrics: Metrics;
  readiness: Readiness;
}

@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  constructor(
    private readonly tenants: DataSource,
    private readonly sandbox: Sandbox,
    @Inject(MAIL) private readonly mail: MailAccess | null,
  ) {}

  static with({ config, dataSource, relayNudge, bus, log, metrics }: PlatformDeps): DynamicModule {
    const box = new SecretBox(config.encryptionKeys.reveal());
    const providers: Provider[] = [
      { provide: CONFIG, useValue: config },
      { provide: LOG, useValue: log },
      { provide: BUS, useValue: bus },
      { provide: SharedReads, useValue: new SharedReads(bus) },
      { provide: Metrics, useValue: metrics },
      { provide: MAIL, useFactory: () => openMail(config) },
      { provide: RELAY_NUDGE, useValue: relayNudge },
      { provide: SYSTEM_DATA_SOURCE, useValue: dataSource },
      { provide: DataSource, useFactory: () => connectTenants(config.databaseUrl.reveal(), config.poolSize, box) },
      { provide: SecretBox, useValue: box },
      { provide: SealedLinks, useValue: new SealedLinks(box, config.publicUrl) },
      { provide: PublicUrl, useValue: new PublicUrl(config.publicUrl) },
      { provide: TemporalLinks, useValue: new TemporalLinks(config.temporal) },
      { provide: OutboundGuard, useValue: new OutboundGuard(config.outboundAllow) },
      { provide: Sandbox, useFactory: () => new Sandbox({ threads: 1, queueing: TRIALS, metrics }) },
    ];
    return { module: PlatformModule, providers, exports: providers };
  }

  /** After the last request was answered. */
  async onApplicationShutdown(): Promise<void> {
    closeMail(this.mail);
    await this.sandbox.close();
    await this.tenants.destroy();
  }
}
