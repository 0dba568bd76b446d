/** Sources: made, renamed, removed. */
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, Not } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import { Source } from '../../core/ingest/source.entity.js';
import { SourceCache } from '../../core/ingest/source-cache.js';
import { makeReason } from '../../domain/reasons.js';
import { newId } from '../../platform/new-id.js';
import { SOURCE_KINDS, type SourceKind } from '../../sources/index.js';
import type { SourceKindEntry } from '../../sources/source-kind.js';
import { badInput, notFound } from '../graphql/errors.js';
import { pasted } from '../graphql/pasted.js';

export interface SourceWithSecret {
  source: Source;
  /** Shown here and never again; null where the provider has yet to make it, or has shown it itself. */
  secret: string | null;
}

@Injectable()
export class SourceService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sourceCache: SourceCache,
  ) {}

  /** Without a `secret` a payment provider's source waits for it, and any other gets one of ours. */
  async create(
    viewer: Pick<Viewer, 'businessId' | 'actor'>,
    input: { kind: SourceKind; name: string; secret?: string | null },
  ): Promise<SourceWithSecret> {
    const kind: SourceKindEntry = SOURCE_KINDS[input.kind];
    if (kind.own) throw badInput(makeReason('SOURCE_KIND_IS_OURS'), 'kind');
    const secret = pasted(input.secret ?? '') || (kind.secretOfProvider ? null : kind.newSecret());
    const fault = secret && kind.checkSecret(secret);
    if (fault) throw badInput(fault, 'secret');
    const id = newId('source');
    const row = {
      id,
      businessId: viewer.businessId,
      kind: input.kind,
      name: input.name.trim(),
      secrets: secret ? [this.sourceCache.seal(id, secret)] : [],
    };
    await this.dataSource.transaction(async (manager) => {
      await manager.insert(Source, row);
      const after = { kind: row.kind, name: row.name };
      await recordChange(manager, viewer, { action: 'createSource', subject: id, after });
    });
    this.sourceCache.forget(id);
    return { source: await this.find(viewer, id), secret };
  }

  async rename(viewer: Viewer, id: string, given: string): Promise<Source> {
    const before = await this.find(viewer, id);
    const name = given.trim();
    await this.dataSource.transaction(async (manager) => {
      await manager.update(Source, { id, businessId: viewer.businessId }, { name });
      const change = { before: { name: before.name }, after: { name } };
      await recordChange(manager, viewer, { action: 'renameSource', subject: id, ...change });
    });
    return this.find(viewer, id);
  }

  /** It takes nothing from now on (in other processes within 5 s, see SourceCache); its events stay. */
  async remove(viewer: Viewer, id: string): Promise<void> {
    const { kind, name } = await this.find(viewer, id);
    await this.dataSource.transaction(async (manager) => {
      const one = { id, businessId: viewer.businessId, removedAt: IsNull() };
      const { affected } = await manager.update(Source, one, { removedAt: new Date() });
      if (!affected) throw notFound('SOURCE', id);
      await recordChange(manager, viewer, { action: 'removeSource', subject: id, before: { kind, name } });
    });
    this.sourceCache.forget(id);
  }

  /** @throws NOT_FOUND, also for what belongs to another business, and for that of Tocsin itself: nobody changes it. */
  async find(viewer: Pick<Viewer, 'businessId'>, id: string): Promise<Source> {
    const source = await this.dataSource
      .getRepository(Source)
      .findOneBy({ id, businessId: viewer.businessId, kind: Not('TOCSIN'), removedAt: IsNull() });
    if (!source) throw notFound('SOURCE', id);
    return source;
  }

  /** The end of the current secret, to tell which one it is; empty where none holds. */
  hint(source: Source): string {
    const [current] = this.sourceCache.open(source, Date.now()).secrets;
    return current ? `…${current.slice(-4)}` : '';
  }
}
