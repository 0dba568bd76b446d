/** The business of a new installation, and the key that its operator gave it. */
import type { DataSource } from 'typeorm';
import { Business } from '../../core/access/business.entity.js';
import { newId } from '../../platform/new-id.js';
import type { CredentialStore } from '../auth/credential-store.js';

/** The oldest business, or null in an empty installation. */
export async function findFirstBusiness(dataSource: DataSource): Promise<string | null> {
  const [first] = await dataSource.getRepository(Business).find({ order: { id: 'ASC' }, take: 1 });
  return first?.id ?? null;
}

/** The oldest business, made without people or sources where there is none: once, however many processes start together. */
function firstBusiness(dataSource: DataSource): Promise<string> {
  return dataSource.transaction(async (manager) => {
    await manager.query("SELECT pg_advisory_xact_lock(hashtext('tocsin.first_business'))");
    const [first] = await manager.find(Business, { order: { id: 'ASC' }, take: 1 });
    if (first) return first.id;
    const id = newId('business');
    await manager.insert(Business, { id, name: 'My business', locale: 'en', timeZone: 'UTC' });
    return id;
  });
}

/** Lets the operator in: `adminKey` opens the first business, which is made where there is none. */
export async function letOperatorIn(
  dataSource: DataSource,
  credentials: CredentialStore,
  adminKey: string,
): Promise<void> {
  const businessId = await firstBusiness(dataSource);
  await credentials.addKey(businessId, 'operator', 'ADMIN', adminKey);
}
