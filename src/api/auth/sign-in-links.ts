/** Links that sign a browser in by a key, once: the key itself stands in no address, log or history. */
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { makeReason } from '../../domain/reasons.js';
import { PHONE_MINUTES, SealedLinks, SIGN_IN_MINUTES } from '../../platform/secrets/sealed-links.js';
import { unauthenticated } from '../graphql/errors.js';
import { SYSTEM_DATA_SOURCE } from '../platform.tokens.js';
import { hashOf } from './credential-store.js';
import { UsedTokens } from './used-tokens.js';

const FIND_KEY = 'SELECT id, business_id AS "businessId" FROM api_keys WHERE hash = $1 AND revoked_at IS NULL';

@Injectable()
export class SignInLinks {
  constructor(
    @Inject(SYSTEM_DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly sealed: SealedLinks,
    private readonly usedTokens: UsedTokens,
  ) {}

  /** A link for the owner of this key. @throws UNAUTHENTICATED where it holds no longer. */
  async linkFor(token: string): Promise<string> {
    const [key]: { id: string; businessId: string }[] = await this.dataSource.query(FIND_KEY, [hashOf(token)]);
    if (!key) throw unauthenticated(makeReason('KEY_REVOKED'));
    return this.sealed.toSignIn(key);
  }

  /** The key that a link stands for, and as whom alone. @throws UNAUTHENTICATED where it is none of ours, is over or was used. */
  async follow(token: string, now = Date.now()): Promise<{ keyId: string; recipientId?: string }> {
    const phone = this.sealed.open('phone', token);
    const link = phone ?? this.sealed.open('signIn', token);
    if (!link || !(await this.usedTokens.use(token, link, now)))
      throw unauthenticated(makeReason('SIGN_IN_LINK_DEAD', { minutes: phone ? PHONE_MINUTES : SIGN_IN_MINUTES }));
    return { keyId: link.id, ...(phone && { recipientId: phone.words[0] ?? '' }) };
  }
}
