/** Connects a payment provider by a key of its API, in one step, and looks whether it stays connected. */
import { Inject, Injectable } from '@nestjs/common';
import type { Viewer } from '../../core/access/viewer.js';
import { connectEndpoint } from '../../core/ingest/connect-endpoint.js';
import type { Source } from '../../core/ingest/source.entity.js';
import { makeReason } from '../../domain/reasons.js';
import { ENGLISH, sourceKindLabel } from '../../i18n/labels.js';
import { systemTime } from '../../platform/clock.js';
import type { Config } from '../../platform/config.js';
import { type ReconciledKind, SOURCE_KINDS, type SourceKind } from '../../sources/index.js';
import { ProviderFault } from '../../sources/provider-api.js';
import type { ProviderEndpoints } from '../../sources/provider-endpoints.js';
import { badInput, unavailable } from '../graphql/errors.js';
import { pasted } from '../graphql/pasted.js';
import { CONFIG } from '../platform.tokens.js';
import { type Account, type ClaimedSource, ConnectionStore } from './connection.store.js';
import { ProviderCheckService } from './provider-check.service.js';
import { reconciledKindOf } from './reconcile.service.js';

/** When it is worth asking a provider again that was away. */
const AWAY_SECONDS = 60;

@Injectable()
export class ConnectService {
  constructor(
    private readonly store: ConnectionStore,
    private readonly checks: ProviderCheckService,
    @Inject(CONFIG) private readonly config: Pick<Config, 'providers'>,
  ) {}

  /** A second call finds what the first one made. */
  async connect(viewer: Viewer, input: { kind: SourceKind; apiKey: string; name?: string | null }): Promise<Source> {
    const kind = reconciledKindOf(input, 'kind');
    const apiKey = pasted(input.apiKey);
    const fault = SOURCE_KINDS[kind].api.checkKey(apiKey);
    if (fault) throw badInput(fault, 'apiKey');
    const endpoints = SOURCE_KINDS[kind].endpoints.open(apiKey, this.config.providers[kind]);
    try {
      const listed = await endpoints.list(systemTime);
      const name = input.name?.trim() || sourceKindLabel(ENGLISH, kind);
      const id = await this.makeConnection(viewer, { kind, apiKey, name, endpoints: listed }, endpoints);
      return await this.checks.check(viewer, id);
    } catch (error) {
      throw error instanceof ProviderFault ? errorOf(error) : error;
    }
  }

  /** Gives the id of the source. @throws ProviderFault */
  private async makeConnection(viewer: Viewer, account: Account, endpoints: ProviderEndpoints): Promise<string> {
    const source = await this.store.claim(viewer, account, systemTime());
    try {
      // Since the first list, somebody else may have made the endpoint of a source that was there before.
      const listed = source.made ? account.endpoints : await endpoints.list(systemTime);
      const done = await connectEndpoint(SOURCE_KINDS[account.kind].endpoints, endpoints, source, listed);
      if (done.secret) checkSecret(account.kind, done.secret);
      await this.store.keep(viewer, source, account, done, systemTime());
      await Promise.all(done.remove.map((id) => removeIfPossible(endpoints, id)));
      return source.id;
    } catch (error) {
      await this.release(viewer, source, error);
      throw error;
    }
  }

  private release(viewer: Viewer, source: ClaimedSource, error: unknown): Promise<void> {
    return this.store.release(viewer, source, error instanceof ProviderFault && (error.refused || error.startAnew));
  }
}

/** One that is left over sends nothing that is taken in, and the next call tries again. */
async function removeIfPossible(endpoints: ProviderEndpoints, id: string): Promise<void> {
  await endpoints.remove(id).catch((error: unknown) => {
    if (!(error instanceof ProviderFault)) throw error;
  });
}

/** @throws ProviderFault where the provider gave something that nobody can verify with. */
function checkSecret(kind: ReconciledKind, secret: string): void {
  if (SOURCE_KINDS[kind].checkSecret(secret) === null) return;
  const provider = sourceKindLabel(ENGLISH, kind);
  throw new ProviderFault(makeReason('PROVIDER_SECRET_UNUSABLE', { provider }), undefined);
}

function errorOf({ reason, refused, startAnew }: ProviderFault): Error {
  if (refused || startAnew) return badInput(reason, 'apiKey');
  return unavailable({ code: 'UNAVAILABLE', reason, retryAfterSeconds: AWAY_SECONDS });
}
