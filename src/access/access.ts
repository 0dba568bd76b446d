/** Who asks: API keys (`Authorization: Bearer toc_…`), kept as hashes. The business comes from the key and nothing else. */
import { createHash, randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { unauthenticated } from '../graphql/errors.js';
import type { ApiAccess } from '../graphql/vocabulary.js';
import { newId } from '../new-id.js';
import { ApiKey } from './api-key.entity.js';

export interface Viewer {
  businessId: string;
  access: ApiAccess;
  /** For the audit trail: which key did it. */
  actor: string;
  /** The person that a MEMBER key is bound to; null for every other key. */
  recipientId: string | null;
}

/** A revoked key works for at most this long; open sockets look once a second, which makes 5 s. */
const REMEMBER_MS = 4_000;
const REMEMBER_AT_MOST = 1_000;
const TOUCH_MS = 60_000;

/** A key of somebody who was removed is as good as revoked. */
const FIND = `
  SELECT k.id, k.business_id AS "businessId", k.access, k.prefix, k.name, k.recipient_id AS "recipientId"
  FROM api_keys k LEFT JOIN recipients r ON r.id = k.recipient_id
  WHERE k.hash = $1 AND k.revoked_at IS NULL AND r.removed_at IS NULL`;
type KeyRow = Pick<ApiKey, 'id' | 'businessId' | 'access' | 'prefix' | 'name' | 'recipientId'>;

export class Access {
  private readonly known = new Map<string, { until: number; viewer: Viewer | null }>();
  private readonly touched = new Map<string, number>();

  constructor(private readonly dataSource: DataSource) {}

  /** @throws UNAUTHENTICATED with what to send. */
  async viewerOf(authorization: string | undefined, now = Date.now()): Promise<Viewer> {
    const token = /^Bearer (toc_[A-Za-z0-9_-]{32,200})$/.exec(authorization ?? '')?.[1];
    if (!token) throw unauthenticated('Send an API key: "Authorization: Bearer toc_…".');
    const hash = hashOf(token);
    const key = hash.toString('base64');
    let entry = this.known.get(key);
    if (!entry || entry.until <= now) {
      if (this.known.size >= REMEMBER_AT_MOST) this.known.clear();
      entry = { until: now + REMEMBER_MS, viewer: await this.find(hash, now) };
      this.known.set(key, entry);
    }
    if (!entry.viewer)
      throw unauthenticated(
        'This API key is unknown or was revoked. Make a new one and send "Authorization: Bearer toc_…".',
      );
    return entry.viewer;
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

  private async find(hash: Buffer, now: number): Promise<Viewer | null> {
    const [row]: KeyRow[] = await this.dataSource.query(FIND, [hash]);
    if (!row) return null;
    if ((this.touched.get(row.id) ?? 0) < now - TOUCH_MS) {
      this.touched.set(row.id, now);
      await this.dataSource.getRepository(ApiKey).update({ id: row.id }, { lastUsedAt: new Date(now) });
    }
    const { businessId, access, recipientId } = row;
    return { businessId, access, recipientId, actor: `key ${row.prefix}… (${row.name})` };
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
