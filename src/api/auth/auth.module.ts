/** Who asks, and whether they may: keys, sessions, tokens of other logins, the guard of all root fields, the audit trail. */
import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { type DataSource, IsNull } from 'typeorm';
import { ApiKey } from '../../core/access/api-key.entity.js';
import { AuditEntry } from '../../core/access/audit-entry.entity.js';
import type { Config } from '../../platform/config.js';
import { rowsById } from '../graphql/loaders.js';
import { NodeRegistry } from '../graphql/node-registry.js';
import { CONFIG, SYSTEM_DATA_SOURCE } from '../platform.tokens.js';
import { AccessGuard } from './access.guard.js';
import { ApiKeyResolver } from './api-key.resolver.js';
import { ApiKeyService } from './api-key.service.js';
import { AuditResolver } from './audit.resolver.js';
import { Authenticator } from './authenticator.js';
import { CredentialStore } from './credential-store.js';
import { JwtLogin } from './jwt.js';
import { LargeOperations } from './large-operations.js';
import { RateLimits } from './rate-limits.js';
import { SignInResolver } from './sign-in.resolver.js';
import { SignInLinkResolver } from './sign-in-link.resolver.js';
import { SignInLinks } from './sign-in-links.js';
import { SignIns } from './sign-ins.js';

@Module({
  providers: [
    { provide: APP_GUARD, useClass: AccessGuard },
    {
      provide: JwtLogin,
      inject: [SYSTEM_DATA_SOURCE, CONFIG],
      useFactory: (dataSource: DataSource, { jwt }: Config) => jwt && new JwtLogin(dataSource, jwt),
    },
    ApiKeyResolver,
    ApiKeyService,
    AuditResolver,
    Authenticator,
    CredentialStore,
    LargeOperations,
    RateLimits,
    SignInLinkResolver,
    SignInLinks,
    SignInResolver,
    SignIns,
  ],
  exports: [Authenticator, CredentialStore, RateLimits, SignInLinks, SignIns],
})
export class AuthModule {
  constructor(nodes: NodeRegistry) {
    nodes.add('apiKey', rowsById(ApiKey, { revokedAt: IsNull() }));
    nodes.add('auditEntry', rowsById(AuditEntry));
  }
}
