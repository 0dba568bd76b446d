/** What people call what an entry of the audit trail is about, removed or not. */
import { namedStatement, runStatement } from '../../platform/database/statement.js';
import type { BatchLoad } from '../graphql/loaders.js';

export interface KnownName {
  /** Null where only its event type says what it is. */
  name: string | null;
  eventType: string | null;
  /** Whether it is the operator's key. */
  ofOperator: boolean;
}

const NAMES = namedStatement<{ businessId: string; ids: readonly string[] }, KnownName & { id: string }>(
  'audit.names',
  `
    SELECT id, label AS name, NULL AS "eventType", false AS "ofOperator" FROM destinations WHERE id = ANY($ids) AND business_id = $businessId
    UNION ALL SELECT id, name, NULL, false FROM recipients WHERE id = ANY($ids) AND business_id = $businessId
    UNION ALL SELECT id, name, NULL, false FROM sources WHERE id = ANY($ids) AND business_id = $businessId
    UNION ALL SELECT id, name, NULL, of_operator FROM api_keys WHERE id = ANY($ids) AND business_id = $businessId
    UNION ALL SELECT id, external_id, NULL, false FROM disputes WHERE id = ANY($ids) AND business_id = $businessId
    UNION ALL SELECT id, NULL, type, false FROM events WHERE id = ANY($ids) AND business_id = $businessId
    UNION ALL SELECT l.id, d.label, NULL, false FROM deliveries l JOIN destinations d ON d.id = l.destination_id
      WHERE l.id = ANY($ids) AND l.business_id = $businessId
    UNION ALL SELECT id, name, NULL, false FROM businesses WHERE id = ANY($ids) AND id = $businessId`,
);

export const namesOfIds: BatchLoad<KnownName | null> = async (dataSource, businessId, ids) => {
  const rows = await runStatement(dataSource, NAMES, { businessId, ids });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
};
