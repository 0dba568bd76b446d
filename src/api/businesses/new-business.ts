/** Further businesses of an installation: they are made by whoever runs it, not by the API, whose keys belong to one each. */
import type { DataSource } from 'typeorm';
import { ApiKey } from '../../core/access/api-key.entity.js';
import { recordChange } from '../../core/access/audit.js';
import { Business } from '../../core/access/business.entity.js';
import { FIRST_KEY, OPERATOR } from '../../domain/actors.js';
import { newId } from '../../platform/new-id.js';
import { newToken, prefixOf, tokenHash } from '../auth/token.js';

export interface NewBusiness {
  id: string;
  /** Of kind ADMIN. Only its hash is kept: it is shown once. */
  adminKey: string;
}

/** Makes a business without people or sources, and the key that opens it. */
export async function addBusiness(dataSource: DataSource, name: string, at: Date): Promise<NewBusiness> {
  const [id, keyId, adminKey] = [newId('business'), newId('apiKey'), newToken()];
  const key = { name: FIRST_KEY, access: 'ADMIN' as const, prefix: prefixOf(adminKey) };
  await dataSource.transaction(async (manager) => {
    await manager.insert(Business, { id, name, locale: 'en', timeZone: 'UTC' });
    await manager.insert(ApiKey, { id: keyId, businessId: id, ...key, hash: tokenHash(adminKey), createdAt: at });
    const viewer = { businessId: id, actor: OPERATOR.addBusiness };
    await recordChange(manager, viewer, { action: 'createBusiness', subject: id, after: { name } });
    await recordChange(manager, viewer, { action: 'createApiKey', subject: keyId, after: key });
  });
  return { id, adminKey };
}

export interface ListedBusiness {
  id: string;
  name: string;
  /** Sources that were not removed, our own left out. */
  sources: number;
  people: number;
  createdAt: Date;
}

/** The oldest first. */
export async function listBusinesses(dataSource: DataSource): Promise<ListedBusiness[]> {
  return dataSource.query(`
    SELECT b.id, b.name, b.created_at AS "createdAt",
      (SELECT count(*)::int FROM sources s WHERE s.business_id = b.id AND s.removed_at IS NULL AND s.kind <> 'TOCSIN') AS sources,
      (SELECT count(*)::int FROM recipients r WHERE r.business_id = b.id AND r.removed_at IS NULL) AS people
    FROM businesses b ORDER BY b.id`);
}
