/** The business of a new installation, and the key that its operator gave it. */
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { recordChange } from '../../core/access/audit.js';
import { Business } from '../../core/access/business.entity.js';
import { OPERATOR } from '../../domain/actors.js';
import { newId } from '../../platform/new-id.js';
import type { CredentialStore } from '../auth/credential-store.js';
import { tokenHash } from '../auth/token.js';

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

/** The key of the environment becomes the operator's, unless somebody revoked it. $1 business, $2 hash */
const TAKE_OPERATOR_KEY = `
  UPDATE api_keys SET of_operator = true WHERE business_id = $1 AND hash = $2 AND revoked_at IS NULL RETURNING id`;
/** The same parameters. */
const END_FORMER_KEYS = `
  WITH ended AS (
    UPDATE api_keys SET revoked_at = now()
    WHERE business_id = $1 AND of_operator AND revoked_at IS NULL AND hash <> $2 RETURNING id, name, access, prefix)
  SELECT id, name, access, prefix FROM ended`;

/**
 * Lets the operator in: `adminKey` opens the first business, which is made where there is none, and ends the one that was in its
 * place. A key that was revoked opens nothing and ends nothing, so that a process that still has an old environment cannot end
 * the new key; the log says so.
 */
export async function letOperatorIn(
  dataSource: DataSource,
  credentials: CredentialStore,
  adminKey: string,
  log: Logger,
): Promise<void> {
  const businessId = await firstBusiness(dataSource);
  await credentials.addKey(businessId, 'operator', 'ADMIN', adminKey);
  const which = [businessId, tokenHash(adminKey)];
  await dataSource.transaction(async (manager) => {
    const [rows] = await manager.query(TAKE_OPERATOR_KEY, which);
    if (rows.length === 0)
      return log.warn({ code: 'ADMIN_KEY_REVOKED' }, 'TOCSIN_ADMIN_KEY was revoked and opens nothing; set a new one');
    const viewer = { businessId, actor: OPERATOR.adminKey };
    for (const { id, ...before } of await manager.query(END_FORMER_KEYS, which))
      await recordChange(manager, viewer, { action: 'revokeApiKey', subject: id, before });
  });
  credentials.forget();
}
