/** Who asks: API keys (`Authorization: Bearer toc_…`), kept as hashes. The business comes from the key and nothing else. */
import { createHash, randomBytes } from 'node:crypto';
import { type DataSource, IsNull } from 'typeorm';
import { unauthenticated } from '../graphql/errors.js';
import type { ApiAccess } from '../graphql/vocabulary.js';
import { newId } from '../new-id.js';
import { ApiKey } from './api-key.entity.js';

export interface Viewer {
  businessId: string;
  access: ApiAccess;
  /** For the audit trail: which key did it. */
  actor: string;
}

/** A revoked key works for at most this long. */
const REMEMBER_MS = 5_000;
const REMEMBER_AT_MOST = 1_000;
const TOUCH_MS = 60_000;

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
        prefix: token.slice(0, 8),
        hash: hashOf(token),
        createdAt: new Date(),
      })
      .orIgnore()
      .execute();
  }

  private async find(hash: Buffer, now: number): Promise<Viewer | null> {
    const row = await this.dataSource.getRepository(ApiKey).findOneBy({ hash, revokedAt: IsNull() });
    if (!row) return null;
    if ((this.touched.get(row.id) ?? 0) < now - TOUCH_MS) {
      this.touched.set(row.id, now);
      await this.dataSource.getRepository(ApiKey).update({ id: row.id }, { lastUsedAt: new Date(now) });
    }
    return { businessId: row.businessId, access: row.access, actor: `key ${row.prefix}… (${row.name})` };
  }
}

/** A new key: 256 bits. */
export function newToken(): string {
  return `toc_${randomBytes(32).toString('base64url')}`;
}

const hashOf = (token: string) => createHash('sha256').update(token).digest();
