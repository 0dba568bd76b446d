/** What a MEMBER knows of deliveries: their own, and by name those of others to whom an event went that was told to them too. */
import type { DataSource } from 'typeorm';
import type { Ledger } from '../../domain/timeline.js';
import { knownDelivery, toldDelivery } from '../auth/member-scope.js';

export interface KnownDelivery {
  own: boolean;
  /** The person, or what an endpoint is called; null: an address of the team without a person. */
  name: string | null;
}

/** $1 ids, $2 the business, $3 the person. The events are known to have been told to the person. */
const KNOWN = `
  SELECT x.id, t.recipient_id IS NOT DISTINCT FROM $3 AS own, coalesce(p.name, CASE WHEN t.kind = 'ENDPOINT' THEN t.label END) AS name
  FROM deliveries x JOIN destinations t ON t.id = x.destination_id LEFT JOIN recipients p ON p.id = t.recipient_id
  WHERE x.id = ANY($1) AND x.business_id = $2 AND (${knownDelivery('x')} OR ${toldDelivery('x', '$3')})`;

/** In the order of the ids; null where the person knows nothing of it. */
export async function knownDeliveries(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
  recipientId: string | null,
): Promise<(KnownDelivery | null)[]> {
  const rows: (KnownDelivery & { id: string })[] = await dataSource.query(KNOWN, [ids, businessId, recipientId]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** A ledger as the person may read it: of others only that they were told, by name; why, how often and on whose demand is theirs. */
export function ledgerOfMember(ledger: Ledger, known: ReadonlyMap<string, KnownDelivery>): Ledger {
  const isOwn = (id: string | null) => id === null || known.get(id)?.own === true;
  return {
    ...ledger,
    deliveries: ledger.deliveries.flatMap((delivery) => {
      const seen = known.get(delivery.id);
      if (!seen || seen.own) return seen ? [delivery] : [];
      return [{ ...delivery, to: seen.name ?? '', reason: null, dueAt: null, heldBy: null }];
    }),
    attempts: ledger.attempts.filter(({ deliveryId }) => isOwn(deliveryId)),
    resends: ledger.resends.filter(({ deliveryId }) => isOwn(deliveryId)),
  };
}
