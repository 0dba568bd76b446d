/** The signing secrets of a source: given by the provider or made by us, changed without a gap. */
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import { Source } from '../../core/ingest/source.entity.js';
import { SourceCache } from '../../core/ingest/source-cache.js';
import { makeReason } from '../../domain/reasons.js';
import { graceEnd, MOST_SECRETS } from '../../domain/rotation.js';
import { ENGLISH, sourceKindLabel } from '../../i18n/labels.js';
import { sourceKindOf } from '../../sources/index.js';
import { badInput, notFound } from '../graphql/errors.js';
import { pasted } from '../graphql/pasted.js';
import { SourceService, type SourceWithSecret } from './source.service.js';

export interface SecretChange {
  id: string;
  secret?: string | null;
  /** The older ones end at once, instead of after a day. */
  revokeOld?: boolean | null;
}

@Injectable()
export class SecretService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sourceCache: SourceCache,
    private readonly sources: SourceService,
  ) {}

  /** The secret that the sender signs with. One that holds already becomes the current one again. */
  async set(viewer: Viewer, change: SecretChange & { secret: string }): Promise<Source> {
    await this.checked(viewer, change);
    return this.keep(viewer, change, 'setSourceSecret');
  }

  /** The provider's new one, or a new one of ours, which is shown once. */
  async rotate(viewer: Viewer, change: SecretChange): Promise<SourceWithSecret> {
    const { kind } = await this.checked(viewer, change);
    const given = pasted(change.secret ?? '');
    const entry = sourceKindOf(kind);
    if (!given && entry.secretOfProvider)
      throw badInput(makeReason('SECRET_IS_THE_PROVIDERS', { provider: sourceKindLabel(ENGLISH, kind) }), 'secret');
    const secret = given || entry.newSecret();
    const source = await this.keep(viewer, { ...change, secret }, 'rotateSourceSecret');
    return { source, secret: given ? null : secret };
  }

  private async checked(viewer: Viewer, { id, secret }: SecretChange): Promise<Source> {
    const source = await this.sources.find(viewer, id);
    const given = pasted(secret ?? '');
    const fault = given ? sourceKindOf(source.kind).checkSecret(given) : null;
    if (fault) throw badInput(fault, 'secret');
    return source;
  }

  private async keep(
    viewer: Viewer,
    { id, secret, revokeOld }: SecretChange & { secret: string },
    action: 'setSourceSecret' | 'rotateSourceSecret',
  ): Promise<Source> {
    const now = Date.now();
    await this.dataSource.transaction(async (manager) => {
      const one = { id, businessId: viewer.businessId, removedAt: IsNull() };
      // Two changes at once must not lose one of the secrets.
      const source = await manager.findOne(Source, { where: one, lock: { mode: 'pessimistic_write' } });
      if (!source) throw notFound('SOURCE', id);
      const { secrets, replaced } = this.sourceCache.withSecret(source, pasted(secret), now, revokeOld === true);
      if (secrets.length > MOST_SECRETS)
        throw badInput(makeReason('SECRETS_TOO_MANY', { most: MOST_SECRETS }), 'revokeOld');
      await manager.update(Source, one, { secrets, secretsChangedAt: new Date(now) });
      const end = revokeOld ? new Date(now).toISOString() : graceEnd(now);
      const after = { name: source.name, earlierHoldsUntil: replaced > 0 ? end : null };
      await recordChange(manager, viewer, { action, subject: id, after });
    });
    this.sourceCache.forget(id);
    return this.sources.find(viewer, id);
  }
}
