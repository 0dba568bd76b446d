/** The source of an account that is being connected: found or made, marked while it is worked on, and what came of it. */
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import type { ConnectedSource, Connection } from '../../core/ingest/connect-endpoint.js';
import { Source } from '../../core/ingest/source.entity.js';
import { SourceCache } from '../../core/ingest/source-cache.js';
import { contextOfApiKey } from '../../core/sealing/contexts.js';
import { endpointsAt, type ProviderEndpoint } from '../../domain/provider-endpoints.js';
import { makeReason } from '../../domain/reasons.js';
import { holding } from '../../domain/rotation.js';
import { newId } from '../../platform/new-id.js';
import { PublicUrl } from '../../platform/public-url.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import type { ReconciledKind } from '../../sources/index.js';
import { conflict } from '../graphql/errors.js';
import { apiKeyFields } from './api-key-fields.js';
import { lastEventsOfSources } from './source.loader.js';
import { refusalsOfSources } from './standing.loader.js';

export interface Account {
  kind: ReconciledKind;
  apiKey: string;
  /** Of a source that is made. */
  name: string;
  endpoints: readonly ProviderEndpoint[];
}

export interface ClaimedSource extends ConnectedSource {
  /** It was not there before. */
  made: boolean;
}

/** Longer than a connection takes: a process that died in the middle leaves it marked so long. */
const CLAIM_MS = 90_000;

@Injectable()
export class ConnectionStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    private readonly sourceCache: SourceCache,
    private readonly publicUrl: PublicUrl,
  ) {}

  /**
   * The source that an endpoint of the account leads to, or that has the same key, or a new one. Until `keep` or `release`
   * nobody else may connect it: two at once would make two endpoints. @throws CONFLICT
   */
  async claim(viewer: Viewer, account: Account, now: Date): Promise<ClaimedSource> {
    const { businessId } = viewer;
    const claim = await this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT id FROM businesses WHERE id = $1 FOR NO KEY UPDATE', [businessId]);
      const found = await this.find(manager, businessId, account);
      if (found?.connectingUntil && found.connectingUntil > now) throw conflict(makeReason('CONNECTING_ALREADY'));
      const source = found ?? (await this.make(manager, businessId, account));
      const connectingUntil = new Date(now.getTime() + CLAIM_MS);
      await manager.update(Source, { id: source.id, businessId }, { connectingUntil });
      const after = {
        kind: account.kind,
        name: source.name,
        apiKeyHint: apiKeyFields(this.box, source.id, account.apiKey).apiKeyHint,
      };
      await recordChange(manager, viewer, { action: 'connectSource', subject: source.id, after });
      return { source, made: !found };
    });
    const { source, made } = claim;
    const hasSecretOf = await this.secretsOf(businessId, source, now);
    return { id: source.id, url: this.publicUrl.ofSource(source.id), made, hasSecretOf };
  }

  /** The secret and the key, which hold from now on. */
  async keep(viewer: Viewer, { id }: ConnectedSource, { apiKey }: Account, done: Connection, now: Date): Promise<void> {
    const one = { id, businessId: viewer.businessId };
    await this.dataSource.transaction(async (manager) => {
      const source = await manager.findOneOrFail(Source, { where: one, lock: { mode: 'pessimistic_write' } });
      const same = source.sealedApiKey !== null && this.box.open(source.sealedApiKey, contextOfApiKey(id)) === apiKey;
      await manager.update(Source, one, {
        ...(same ? {} : apiKeyFields(this.box, id, apiKey)),
        ...(done.secret ? this.withSecret(source, done.secret, now) : {}),
        endpointId: done.endpointId,
        connectingUntil: null,
      });
    });
    this.sourceCache.forget(id);
  }

  /** After a failure. `refused`: the provider will make no endpoint, so a source that was made for it is none. */
  async release(viewer: Viewer, { id, made }: ClaimedSource, refused: boolean): Promise<void> {
    const removedAt = made && refused ? { removedAt: new Date() } : {};
    await this.dataSource
      .getRepository(Source)
      .update({ id, businessId: viewer.businessId }, { connectingUntil: null, ...removedAt });
  }

  private async find(manager: EntityManager, businessId: string, account: Account): Promise<Source | null> {
    const where = { businessId, kind: account.kind, removedAt: IsNull() };
    const sources = await manager.find(Source, { where, order: { id: 'ASC' }, take: 1_000 });
    const linked = sources.filter(({ id }) =>
      endpointsAt(this.publicUrl.ofSource(id), account.endpoints).some(({ connected }) => !connected),
    );
    const hasKey = ({ id, sealedApiKey }: Source) =>
      sealedApiKey !== null && this.box.open(sealedApiKey, contextOfApiKey(id)) === account.apiKey;
    return linked.find(hasKey) ?? linked[0] ?? sources.find(hasKey) ?? null;
  }

  private async make(manager: EntityManager, businessId: string, { kind, name, apiKey }: Account): Promise<Source> {
    const id = newId('source');
    const row = { id, businessId, kind, name, secrets: [], ...apiKeyFields(this.box, id, apiKey) };
    await manager.insert(Source, row);
    return manager.findOneByOrFail(Source, { id, businessId });
  }

  /** A secret of before is that of the endpoint where events came with it, or it came from there; not where some were refused since. */
  private async secretsOf(businessId: string, source: Source, now: Date): Promise<ConnectedSource['hasSecretOf']> {
    const [[last], [refused]] = await Promise.all([
      lastEventsOfSources(this.dataSource, businessId, [source.id]),
      refusalsOfSources(this.dataSource, businessId, [source.id]),
    ]);
    const fits = holding(source.secrets, now.getTime()).length > 0 && !refused;
    return ({ id }) => fits && (Boolean(last) || source.endpointId === id);
  }

  private withSecret(source: Source, secret: string, now: Date): Partial<Source> {
    if (this.sourceCache.open(source, now.getTime()).secrets[0] === secret) return {};
    const { secrets } = this.sourceCache.withSecret(source, secret, now.getTime());
    return { secrets, secretsChangedAt: now };
  }
}
