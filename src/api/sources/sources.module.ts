import { Module } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { RejectedRequest, Source } from '../../core/ingest/source.entity.js';
import { AuthModule } from '../auth/auth.module.js';
import { rowsById } from '../graphql/loaders.js';
import { NodeRegistry } from '../graphql/node-registry.js';
import { IngestModule } from '../rest/ingest.module.js';
import { ConnectResolver, ProviderCheckResolver } from './connect.resolver.js';
import { ConnectService } from './connect.service.js';
import { ConnectionStore } from './connection.store.js';
import { ProviderCheckService } from './provider-check.service.js';
import { ReconcileResolver } from './reconcile.resolver.js';
import { ReconcileService } from './reconcile.service.js';
import { SecretResolver } from './secret.resolver.js';
import { SecretService } from './secret.service.js';
import { RejectedRequestResolver, SourceResolver } from './source.resolver.js';
import { SourceService } from './source.service.js';
import { StandingResolver } from './standing.resolver.js';

@Module({
  imports: [AuthModule, IngestModule],
  providers: [
    ConnectResolver,
    ConnectService,
    ConnectionStore,
    ProviderCheckResolver,
    ProviderCheckService,
    ReconcileResolver,
    ReconcileService,
    RejectedRequestResolver,
    SecretResolver,
    SecretService,
    SourceResolver,
    SourceService,
    StandingResolver,
  ],
})
export class SourcesModule {
  constructor(nodes: NodeRegistry) {
    nodes.add('source', rowsById(Source, { removedAt: IsNull() }));
    nodes.add('rejectedRequest', rowsById(RejectedRequest));
  }
}
