/** The key of a provider's API, and what is asked with it at once; the schedule asks every hour. */
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import { Inbox } from '../../core/ingest/inbox.js';
import { Source } from '../../core/ingest/source.entity.js';
import { type Reconciled, reconcileSource } from '../../core/maintenance/reconcile.js';
import { makeReason } from '../../domain/reasons.js';
import { systemTime } from '../../platform/clock.js';
import type { Config } from '../../platform/config.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import {
  hasProviderApi,
  RECONCILED_KINDS,
  type ReconciledKind,
  SOURCE_KINDS,
  type SourceKind,
} from '../../sources/index.js';
import { badInput, notFound } from '../graphql/errors.js';
import { pasted } from '../graphql/pasted.js';
import { CONFIG } from '../platform.tokens.js';
import { apiKeyFields } from './api-key-fields.js';
import { SourceService } from './source.service.js';

@Injectable()
export class ReconcileService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly inbox: Inbox,
    private readonly box: SecretBox,
    @Inject(CONFIG) private readonly config: Pick<Config, 'providers'>,
    private readonly sources: SourceService,
  ) {}

  /** Null removes the key. With another one all begins anew: it may be that of another account. */
  async setKey(viewer: Viewer, id: string, key: string | null | undefined): Promise<Source> {
    const source = await this.sources.find(viewer, id);
    const kind = reconciledKindOf(source);
    if (key === undefined) throw badInput(makeReason('API_KEY_NOT_SAID'), 'key');
    const trimmed = key == null ? null : pasted(key);
    const fault = trimmed === null ? null : SOURCE_KINDS[kind].api.checkKey(trimmed);
    if (fault) throw badInput(fault, 'key');
    const fields = apiKeyFields(this.box, id, trimmed);
    const one = { id, businessId: viewer.businessId, removedAt: IsNull() };
    await this.dataSource.transaction(async (manager) => {
      const { affected } = await manager.update(Source, one, fields);
      if (!affected) throw notFound('SOURCE', id);
      const before = source.apiKeyHint ? { apiKeyHint: source.apiKeyHint } : null;
      const after = fields.apiKeyHint ? { apiKeyHint: fields.apiKeyHint } : null;
      if (before || after)
        await recordChange(manager, viewer, { action: 'setSourceApiKey', subject: id, before, after });
    });
    return this.sources.find(viewer, id);
  }

  /** A source that has a key of its provider's API. */
  async findKeyed(viewer: Viewer, id: string): Promise<Source> {
    const source = await this.sources.find(viewer, id);
    reconciledKindOf(source);
    if (!source.sealedApiKey) throw badInput(makeReason('SOURCE_WITHOUT_API_KEY'), 'id');
    return source;
  }

  /** Asks the provider now, for at most half a minute; what is left then is done by the next reconciliation. */
  async reconcile(viewer: Viewer, id: string): Promise<{ source: Source; reconciled: Reconciled | null }> {
    const source = await this.findKeyed(viewer, id);
    await this.dataSource.transaction((manager) =>
      recordChange(manager, viewer, { action: 'reconcileSource', subject: id, after: { name: source.name } }),
    );
    const { dataSource, inbox, box } = this;
    const parts = { dataSource, inbox, box, urls: this.config.providers, now: systemTime };
    const reconciled = await reconcileSource(parts, id, systemTime());
    return { source: await this.sources.find(viewer, id), reconciled };
  }
}

/** @throws BAD_USER_INPUT for the field where the kind has no API. */
export function reconciledKindOf({ kind }: { kind: SourceKind }, field = 'id'): ReconciledKind {
  if (hasProviderApi(kind)) return kind;
  throw badInput(makeReason('SOURCE_KIND_WITHOUT_API', { sourceKinds: RECONCILED_KINDS }), field);
}
