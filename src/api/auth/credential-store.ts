/** Who asks: by an API key, kept as a hash, by a session made of one, or by a JWT. The business comes from there and nowhere else. */
import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { ApiKey } from '../../core/access/api-key.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import type { ApiAccess } from '../../core/schema/enums.js';
import { keyActor, LINK_KEY, linkActor, OPERATOR } from '../../domain/actors.js';
import { makeReason } from '../../domain/reasons.js';
import { newId } from '../../platform/new-id.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import { unauthenticated } from '../graphql/errors.js';
import { SYSTEM_DATA_SOURCE } from '../platform.tokens.js';
import { JwtLogin } from './jwt.js';
import { openSession, type Session, type SessionProof } from './session.js';
import { SignIns } from './sign-ins.js';
import { prefixOf, tokenHash } from './token.js';

/** A revoked key works for at most this long; open sockets look once a second, which makes 5 s. */
const REMEMBER_MS = 4_000;
const REMEMBER_AT_MOST = 1_000;
const TOUCH_MS = 60_000;
/** Browsers keep 4,096 bytes of a cookie, and a seal is a third longer than what it seals. */
const LONGEST_JWT = 2_500;

/** A key of somebody who was removed is as good as revoked. */
const FIND = `
  SELECT k.id, k.business_id AS "businessId", k.access, k.prefix, k.name, k.recipient_id AS "recipientId",
    k.of_operator AS "ofOperator", r.name AS person
  FROM api_keys k LEFT JOIN recipients r ON r.id = k.recipient_id
  WHERE (k.hash = $1 OR k.id = $2) AND k.revoked_at IS NULL AND r.removed_at IS NULL`;
type KeyRow = Pick<ApiKey, 'id' | 'businessId' | 'access' | 'prefix' | 'name' | 'recipientId' | 'ofOperator'> & {
  person: string | null;
};

interface Known {
  /** Epoch milliseconds. */
  until: number;
  viewer: Viewer | null;
}

@Injectable()
export class CredentialStore {
  private readonly known = new Map<string, Known>();
  /** Look-ups under way: sockets of one key that are told something at once ask the database once. */
  private readonly looking = new Map<string, Promise<Known>>();
  private readonly touched = new Map<string, number>();

  /**
   * @param dataSource that of the system: whose tenant somebody is, is found out here.
   * @param jwt null: tokens of others are not taken.
   */
  constructor(
    @Inject(SYSTEM_DATA_SOURCE) private readonly dataSource: DataSource,
    private readonly box: SecretBox,
    @Inject(JwtLogin) private readonly jwt: JwtLogin | null,
    private readonly signIns: SignIns,
  ) {}

  /**
   * @param credential `Bearer toc_…` (the scheme in any case: RFC 9110, 11.1), `Bearer` and a JWT, or `Session` and what `SignIns.begin` gave.
   * @throws UNAUTHENTICATED with what to send; UNAVAILABLE where a JWT cannot be checked.
   */
  async viewerOf(credential: string | undefined, now = Date.now()): Promise<Viewer> {
    const hash = tokenHash(credential ?? '').toString('base64');
    let entry = this.known.get(hash);
    if (!entry || entry.until <= now) {
      if (this.known.size >= REMEMBER_AT_MOST) this.known.clear();
      entry = await this.lookOnce(hash, credential ?? '', now);
    }
    if (!entry.viewer) throw unauthenticated(makeReason('KEY_UNKNOWN'));
    return entry.viewer;
  }

  /** What a session of this key or JWT rests on, which was just found to be that of `viewer`. @throws UNAUTHENTICATED for a JWT that is too long. */
  proofOf(viewer: Viewer, token: string): SessionProof {
    if (token.startsWith('toc_')) return { keyId: viewer.credential };
    if (token.length > LONGEST_JWT) throw unauthenticated(makeReason('TOKEN_TOO_LONG', { most: LONGEST_JWT }));
    return { jwt: token };
  }

  /** Whose key it is. @throws UNAUTHENTICATED where it holds no longer. */
  async viewerOfKey(keyId: string, now = Date.now()): Promise<Viewer> {
    const viewer = await this.find(null, keyId, now);
    if (!viewer) throw unauthenticated(makeReason('KEY_REVOKED'));
    return viewer;
  }

  /** Forgets what this process remembers of keys: one was just revoked here. The others forget within REMEMBER_MS. */
  forget(): void {
    this.known.clear();
    this.looking.clear();
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
        hash: tokenHash(token),
        createdAt: new Date(),
      })
      .orIgnore()
      .execute();
  }

  private async lookOnce(hash: string, credential: string, now: number): Promise<Known> {
    const before = this.looking.get(hash);
    if (before) return before;
    const looking = this.look(credential, now);
    this.looking.set(hash, looking);
    const isMeant = () => this.looking.get(hash) === looking;
    try {
      const entry = await looking;
      // Not where it was to be forgotten meanwhile: a key was revoked.
      if (isMeant()) this.known.set(hash, { ...entry, until: Math.min(entry.until, now + REMEMBER_MS) });
      return entry;
    } finally {
      if (isMeant()) this.looking.delete(hash);
    }
  }

  private async look(credential: string, now: number): Promise<Known> {
    const sealed = /^Session (\S{1,4000})$/.exec(credential)?.[1];
    if (sealed) return this.lookAtSession(openSession(this.box, sealed, now), now);
    const token = /^Bearer +(\S{1,8000}) *$/i.exec(credential)?.[1];
    if (token && /^toc_[A-Za-z0-9_-]{32,200}$/.test(token))
      return { until: Number.POSITIVE_INFINITY, viewer: await this.find(tokenHash(token), null, now) };
    if (token && !token.startsWith('toc_') && this.jwt) return this.jwt.viewerOf(token);
    throw unauthenticated(makeReason('KEY_MISSING'));
  }

  private async lookAtSession(session: Session, now: number): Promise<Known> {
    const { viewer, until } = await this.lookAtProof(session, now);
    if (viewer && !(await this.signIns.holds(session, viewer.credential, now)))
      throw unauthenticated(makeReason('SESSION_OVER'));
    return { viewer: viewer && { ...viewer, signInId: session.id }, until: Math.min(until, session.until) };
  }

  private async lookAtProof(proof: SessionProof, now: number): Promise<Known> {
    if ('keyId' in proof) return { until: Number.POSITIVE_INFINITY, viewer: await this.find(null, proof.keyId, now) };
    if (!this.jwt) throw unauthenticated(makeReason('SESSION_OVER'));
    return this.jwt.viewerOf(proof.jwt);
  }

  private async find(hash: Buffer | null, id: string | null, now: number): Promise<Viewer | null> {
    const [row]: KeyRow[] = await this.dataSource.query(FIND, [hash, id]);
    if (!row) return null;
    if ((this.touched.get(row.id) ?? 0) < now - TOUCH_MS) {
      this.touched.set(row.id, now);
      await this.dataSource.getRepository(ApiKey).update({ id: row.id }, { lastUsedAt: new Date(now) });
    }
    const { businessId, access, recipientId } = row;
    return { businessId, access, recipientId, credential: row.id, actor: actorOf(row) };
  }
}

function actorOf({ ofOperator, prefix, name, person }: KeyRow): string {
  // Anybody may call a key as the operator's is called.
  if (ofOperator) return OPERATOR.adminKey;
  return name === LINK_KEY && person !== null ? linkActor(prefix, person) : keyActor({ prefix, name });
}
