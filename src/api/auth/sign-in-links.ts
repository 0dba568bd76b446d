/** Links that sign a browser in as the owner of a key, once: the key itself stands in no address, log or history. */
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import type { Viewer } from '../../core/access/viewer.js';
import { LINK_KEY } from '../../domain/actors.js';
import { isId } from '../../domain/ids.js';
import { makeReason } from '../../domain/reasons.js';
import { SealedLinks, SIGN_IN_MINUTES } from '../../platform/secrets/sealed-links.js';
import { conflict, unauthenticated } from '../graphql/errors.js';
import { SYSTEM_DATA_SOURCE } from '../platform.tokens.js';
import { ApiKeyService } from './api-key.service.js';
import { tokenHash } from './token.js';
import { UsedTokens } from './used-tokens.js';

/** $1 business, $2 person, $3 name of the key. */
const FIND_LINK_KEY = `
  SELECT id FROM api_keys
  WHERE business_id = $1 AND recipient_id = $2 AND name = $3 AND access = 'MEMBER' AND revoked_at IS NULL ORDER BY id LIMIT 1`;

const FIND_KEY = 'SELECT id, business_id AS "businessId" FROM api_keys WHERE hash = $1 AND revoked_at IS NULL';

/** `until`: when it ends, used or not. */
export interface SignInLink {
  url: string;
  until: Date;
}

@Injectable()
export class SignInLinks {
  constructor(
    @Inject(SYSTEM_DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly sealed: SealedLinks,
    private readonly keys: ApiKeyService,
    private readonly usedTokens: UsedTokens,
  ) {}

  /** A link for the owner of this key. @throws UNAUTHENTICATED where it holds no longer. */
  async linkFor(token: string): Promise<string> {
    const [key]: { id: string; businessId: string }[] = await this.dataSource.query(FIND_KEY, [tokenHash(token)]);
    if (!key) throw unauthenticated(makeReason('KEY_REVOKED'));
    return this.sealed.toSignIn(key);
  }

  /**
   * A link that signs in as this person: who revokes the key behind it ends all sessions that came of it.
   * @throws NOT_FOUND for who is not of this business; CONFLICT for a MEMBER who has no key but a token of another login.
   */
  async linkForPerson(viewer: Viewer, recipientId: string, now = Date.now()): Promise<SignInLink> {
    const id = viewer.access === 'ADMIN' ? await this.linkKey(viewer, recipientId) : viewer.credential;
    if (!isId('apiKey', id)) throw conflict(makeReason('SIGN_IN_LINK_NEEDS_KEY'), 'recipientId');
    const url = this.sealed.toSignIn({ businessId: viewer.businessId, id }, now);
    const until = new Date(now + SIGN_IN_MINUTES * 60_000);
    await recordChange(this.dataSource.manager, viewer, {
      action: 'createSignInLink',
      subject: recipientId,
      after: { until: until.toISOString() },
    });
    return { url, until };
  }

  private async linkKey(viewer: Viewer, recipientId: string): Promise<string> {
    const [known]: { id: string }[] = await this.dataSource.query(FIND_LINK_KEY, [
      viewer.businessId,
      recipientId,
      LINK_KEY,
    ]);
    if (known) return known.id;
    const { apiKey } = await this.keys.create(viewer, { name: LINK_KEY, access: 'MEMBER', recipientId });
    return apiKey.id;
  }

  /** The id of the key that a link stands for. @throws UNAUTHENTICATED where it is none of ours, is over or was used. */
  async follow(token: string, now = Date.now()): Promise<string> {
    const link = this.sealed.open('signIn', token);
    if (!link || !(await this.usedTokens.use(token, link, now)))
      throw unauthenticated(makeReason('SIGN_IN_LINK_DEAD', { minutes: SIGN_IN_MINUTES }));
    return link.id;
  }
}
