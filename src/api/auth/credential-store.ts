/** Who asks: by an API key, kept as a hash, by a session made of one, or by a JWT. The business comes from there and nowhere else. */
import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { ApiKey } from '../../core/access/api-key.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import type { ApiAccess } from '../../core/schema/enums.js';
import { makeReason } from '../../domain/reasons.js';
import { newId } from '../../platform/new-id.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import { unauthenticated } from '../graphql/errors.js';
import { SYSTEM_DATA_SOURCE } from '../platform.tokens.js';
import { JwtLogin } from './jwt.js';
import { openSession, type Session, sealSession } from './session.js';

/** A revoked key works for at most this long; open sockets look once a second, which makes 5 s. */
const REMEMBER_MS = 4_000;
const REMEMBER_AT_MOST = 1_000;
const TOUCH_MS = 60_000;
/** Browsers keep 4,096 bytes of a cookie, and a seal is a third longer than what it seals. */
const LONGEST_JWT = 2_500;

/** A key of somebody who was removed is as good as revoked. */
const FIND = `
  SELECT k.id, k.business_id AS "businessId", k.access, k.prefix, k.name, k.recipient_id AS "recipientId"
  FROM api_keys k LEFT JOIN recipients r ON r.id = k.recipient_id
  WHERE (k.hash = $1 OR k.id = $2) AND k.revoked_at IS NULL AND r.removed_at IS NULL`;
/** The same key as one person of its business: it lends what a MEMBER has, and no more. An ADMIN’s lends anybody’s, a MEMBER’s its own. */
const FIND_AS = `
  SELECT k.id, k.business_id AS "businessId", 'MEMBER' AS access, k.prefix, k.name, r.id AS "recipientId"
  FROM api_keys k JOIN recipients r ON r.id = $2 AND r.business_id = k.business_id
  WHERE k.id = $1 AND k.revoked_at IS NULL AND r.removed_at IS NULL
    AND (k.access = 'ADMIN' OR k.access = 'MEMBER' AND k.recipient_id = r.id)`;
type KeyRow = Pick<ApiKey, 'id' | 'businessId' | 'access' | 'prefix' | 'name' | 'recipientId'>;

interface Known {
  /** Epoch milliseconds. */
  until: number;
  viewer: Viewer | null;
}

@Injectable()
export class CredentialStore {
  private readonly known = new Map<string, Known>();
  private readonly touched = new Map<string, number>();

  /**
   * @param dataSource that of the system: whose tenant somebody is, is found out here.
   * @param jwt null: tokens of others are not taken.
   */
  constructor(
    @Inject(SYSTEM_DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    @Inject(JwtLogin) private readonly jwt: JwtLogin | null,
  ) {}

  /**
   * @param credential `Bearer toc_…` (the scheme in any case: RFC 9110, 11.1), `Bearer` and a JWT, or `Session` and what `sessionOf` gave.
   * @throws UNAUTHENTICATED with what to send; UNAVAILABLE where a JWT cannot be checked.
   */
  async viewerOf(credential: string | undefined, now = Date.now()): Promise<Viewer> {
    const hash = hashOf(credential ?? '').toString('base64');
    let entry = this.known.get(hash);
    if (!entry || entry.until <= now) {
      if (this.known.size >= REMEMBER_AT_MOST) this.known.clear();
      entry = await this.look(credential ?? '', now);
      this.known.set(hash, { ...entry, until: Math.min(entry.until, now + REMEMBER_MS) });
    }
    if (!entry.viewer) throw unauthenticated(makeReason('KEY_UNKNOWN'));
    return entry.viewer;
  }

  /** A session for a key or JWT that was just found to be right, sealed. @throws UNAUTHENTICATED where it no longer is. */
  async sessionOf(token: string, until: number): Promise<string> {
    if (!token.startsWith('toc_')) {
      if (token.length > LONGEST_JWT) throw unauthenticated(makeReason('TOKEN_TOO_LONG', { most: LONGEST_JWT }));
      return sealSession(this.box, { jwt: token, until });
    }
    const [row]: KeyRow[] = await this.dataSource.query(FIND, [hashOf(token), null]);
    if (!row) throw unauthenticated(makeReason('KEY_REVOKED'));
    return this.sessionOfLink({ keyId: row.id }, until);
  }

  /** The same for a key of which the id is known, as one person alone where one is named. */
  sessionOfLink(link: { keyId: string; recipientId?: string }, until: number): string {
    return sealSession(this.box, { ...link, until });
  }

  /** Forgets what this process remembers of keys: one was just revoked here. The others forget within REMEMBER_MS. */
  forget(): void {
    this.known.clear();
  }

  /** Stores a key that is shown to nobody again; the same token twice is one key. */
  async addKey(businessId: string, name: string, access: ApiAccess, token: string): Promise<void> {
    await this.dataSource
      .createQueryBuilder()
      .insert()
      .into(ApiKey)
      .values({
        id: newId('apiKey'),
        businessId,
        name,
        access,
        prefix: prefixOf(token),
        hash: hashOf(token),
        createdAt: new Date(),
      })
      .orIgnore()
      .execute();
  }

  private async look(credential: string, now: number): Promise<Known> {
    const sealed = /^Session (\S{1,4000})$/.exec(credential)?.[1];
    if (sealed) return this.lookAtSession(openSession(this.box, sealed, now), now);
    const token = /^Bearer +(\S{1,8000}) *$/i.exec(credential)?.[1];
    if (token && /^toc_[A-Za-z0-9_-]{32,200}$/.test(token))
      return { until: Number.POSITIVE_INFINITY, viewer: await this.find(FIND, [hashOf(token), null], now) };
    if (token && !token.startsWith('toc_') && this.jwt) return this.jwt.viewerOf(token);
    throw unauthenticated(makeReason('KEY_MISSING'));
  }

  private async lookAtSession(session: Session, now: number): Promise<Known> {
    if ('keyId' in session) {
      const { keyId, recipientId, until } = session;
      const asked: [string, unknown[]] = recipientId ? [FIND_AS, [keyId, recipientId]] : [FIND, [null, keyId]];
      return { until, viewer: await this.find(...asked, now) };
    }
    if (!this.jwt) throw unauthenticated(makeReason('SESSION_OVER'));
    const { viewer, until } = await this.jwt.viewerOf(session.jwt);
    return { viewer, until: Math.min(until, session.until) };
  }

  private async find(sql: string, values: unknown[], now: number): Promise<Viewer | null> {
    const [row]: KeyRow[] = await this.dataSource.query(sql, values);
    if (!row) return null;
    if ((this.touched.get(row.id) ?? 0) < now - TOUCH_MS) {
      this.touched.set(row.id, now);
      await this.dataSource.getRepository(ApiKey).update({ id: row.id }, { lastUsedAt: new Date(now) });
    }
    const { businessId, access, recipientId } = row;
    return { businessId, access, recipientId, credential: row.id, actor: `key ${row.prefix}… (${row.name})` };
  }
}

/** A new key: 256 bits. */
export function newToken(): string {
  return `toc_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a key. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest();

/** Enough of a key to recognise it: `toc_` and four characters of 43. */
export const prefixOf = (token: string) => token.slice(0, 8);
