/** Asks a payment provider at once what it will send; the schedule asks every night. */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import type { Source } from '../../core/ingest/source.entity.js';
import { checkProvider } from '../../core/maintenance/provider-check.js';
import { systemTime } from '../../platform/clock.js';
import type { Config } from '../../platform/config.js';
import { PublicUrl } from '../../platform/public-url.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import { CONFIG } from '../platform.tokens.js';
import { ReconcileService } from './reconcile.service.js';

@Injectable()
export class ProviderCheckService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    private readonly publicUrl: PublicUrl,
    @Inject(CONFIG) private readonly config: Pick<Config, 'providers'>,
    private readonly keys: ReconcileService,
  ) {}

  /** What the provider says stands on the source, faults too. */
  async check(viewer: Viewer, id: string): Promise<Source> {
    const { dataSource, box, publicUrl } = this;
    const parts = { dataSource, box, publicUrl, urls: this.config.providers, now: systemTime };
    await checkProvider(parts, id, systemTime());
    return this.keys.findKeyed(viewer, id);
  }

  /** The same, because somebody asked for it. */
  async checkNow(viewer: Viewer, id: string): Promise<Source> {
    const { name } = await this.keys.findKeyed(viewer, id);
    await this.dataSource.transaction((manager) =>
      recordChange(manager, viewer, { action: 'checkSource', subject: id, after: { name } }),
    );
    return this.check(viewer, id);
  }
}
