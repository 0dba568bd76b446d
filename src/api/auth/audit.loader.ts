/** What people call what an entry of the audit trail is about, removed or not. */
import { namedStatement, runStatement } from '../../platform/database/statement.js';
import type { BatchLoad } from '../graphql/loaders.js';

export interface KnownName {
  /** Null where only its event type says what it is. */
  name: string | null;
  eventType: string | null;
  /** Whether it is the operator's key. */
  ofOperator: boolean;
  /** Of a key that is bound to somebody: who. */
  person: string | null;
}

const NAMES = namedStatement<{ businessId: string; ids: readonly string[] }, KnownName & { id: string }>(
  'audit.names',
  `
    SELECT id, label AS name, NULL AS "eventType", false AS "ofOperator", NULL AS person FROM destinations WHERE id = ANY($ids) AND business_id = $businessId
    UNION ALL SELECT id, name, NULL, false, NULL FROM recipients WHERE id = ANY($ids) AND business_id = $businessId
    UNION ALL SELECT id, name, NULL, false, NULL FROM sources WHERE id = ANY($ids) AND business_id = $businessId
    UNION ALL SELECT k.id, k.name, NULL, k.of_operator, r.name FROM api_keys k LEFT JOIN recipients r ON r.id = k.recipient_id
      WHERE k.id = ANY($ids) AND k.business_id = $businessId
    UNION ALL SELECT id, external_id, NULL, false, NULL FROM disputes WHERE id = ANY($ids) AND business_id = $businessId
    UNION ALL SELECT id, NULL, type, false, NULL FROM events WHERE id = ANY($ids) AND business_id = $businessId
    UNION ALL SELECT l.id, d.label, NULL, false, NULL FROM deliveries l JOIN destinations d ON d.id = l.destination_id
      WHERE l.id = ANY($ids) AND l.business_id = $businessId
    UNION ALL SELECT id, name, NULL, false, NULL FROM businesses WHERE id = ANY($ids) AND id = $businessId`,
);

export const namesOfIds: BatchLoad<KnownName | null> = async (dataSource, businessId, ids) => {
  const rows = await runStatement(dataSource, NAMES, { businessId, ids });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
};
