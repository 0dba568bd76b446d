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

/** Makes the first business, without people or sources. Returns its id. */
async function createFirstBusiness(dataSource: DataSource): Promise<string> {
  const id = newId('business');
  await dataSource.getRepository(Business).insert({ id, name: 'My business', locale: 'en', timeZone: 'UTC' });
  return id;
}

/** Lets the operator in: `adminKey` opens the first business, which is made where there is none. */
export async function letOperatorIn(
  dataSource: DataSource,
  credentials: CredentialStore,
  adminKey: string,
): Promise<void> {
  const businessId = (await findFirstBusiness(dataSource)) ?? (await createFirstBusiness(dataSource));
  await credentials.addKey(businessId, 'operator', 'ADMIN', adminKey);
}
