/** API keys: whom one is bound to, when one may go. */
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { ApiKey } from '../../core/access/api-key.entity.js';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import { Recipient } from '../../core/planning/recipient.entity.js';
import type { ApiAccess } from '../../core/schema/enums.js';
import { makeReason } from '../../domain/reasons.js';
import { newId } from '../../platform/new-id.js';
import { badInput, conflict, notFound } from '../graphql/errors.js';
import { CredentialStore } from './credential-store.js';
import { newToken, prefixOf, tokenHash } from './token.js';

export interface KeyWithToken {
  apiKey: ApiKey;
  /** Shown here and never again: only its hash is kept. */
  token: string;
}

@Injectable()
export class ApiKeyService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly credentials: CredentialStore,
  ) {}

  /** @throws BAD_USER_INPUT where a MEMBER key names nobody or another key somebody; NOT_FOUND for who is not in this business. */
  async create(
    viewer: Viewer,
    input: { name: string; access: ApiAccess; recipientId?: string | null },
  ): Promise<KeyWithToken> {
    const recipientId = await this.checkedRecipient(viewer, input);
    const token = newToken();
    const row = {
      id: newId('apiKey'),
      businessId: viewer.businessId,
      name: input.name.trim(),
      access: input.access,
      recipientId,
      prefix: prefixOf(token),
      hash: tokenHash(token),
      createdAt: new Date(),
    };
    await this.dataSource.transaction(async (manager) => {
      await manager.insert(ApiKey, row);
      const { name, access, prefix } = row;
      const after = { name, access, prefix, recipientId };
      await recordChange(manager, viewer, { action: 'createApiKey', subject: row.id, after });
    });
    return { apiKey: await this.dataSource.getRepository(ApiKey).findOneByOrFail({ id: row.id }), token };
  }

  /** It works nowhere after 5 seconds. @throws CONFLICT for the last ADMIN key, NOT_FOUND also for one that was revoked. */
  async revoke(viewer: Viewer, id: string): Promise<void> {
    const { businessId } = viewer;
    await this.dataSource.transaction(async (manager) => {
      // Locked in one order: of two who revoke the last two at once, the second one sees that only one is left.
      const keys = await manager.find(ApiKey, {
        where: { businessId, revokedAt: IsNull() },
        order: { id: 'ASC' },
        lock: { mode: 'pessimistic_write' },
      });
      const key = keys.find((one) => one.id === id);
      if (!key) throw notFound('API_KEY', id);
      if (key.access === 'ADMIN' && keys.filter((one) => one.access === 'ADMIN').length === 1)
        throw conflict(makeReason('LAST_ADMIN_KEY'), 'id');
      await manager.update(ApiKey, { id, businessId }, { revokedAt: new Date() });
      const { name, access, prefix } = key;
      await recordChange(manager, viewer, { action: 'revokeApiKey', subject: id, before: { name, access, prefix } });
    });
    this.credentials.forget();
  }

  private async checkedRecipient(
    { businessId }: Viewer,
    { access, recipientId }: { access: ApiAccess; recipientId?: string | null },
  ): Promise<string | null> {
    if (access === 'MEMBER' && recipientId == null)
      throw badInput(makeReason('MEMBER_KEY_NEEDS_PERSON'), 'recipientId');
    if (access !== 'MEMBER' && recipientId != null)
      throw badInput(makeReason('KEY_OF_NOBODY', { access }), 'recipientId');
    if (recipientId == null) return null;
    const known = await this.dataSource
      .getRepository(Recipient)
      .existsBy({ id: recipientId, businessId, removedAt: IsNull() });
    if (!known) throw notFound('RECIPIENT', recipientId);
    return recipientId;
  }
}
