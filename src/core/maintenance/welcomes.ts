/** Finds welcomes that were not sent when their address was added: no carrier took them, or the process ended. */
import type { DataSource } from 'typeorm';

/** By then whoever added it has had their answer, and with it the try of the API. */
const SETTLED_MS = 5 * 60_000;

export interface DueWelcome {
  id: string;
  businessId: string;
}

/** The next ones after the id, in its order. `at`: milliseconds since 1970. */
export function findDueWelcomes(
  dataSource: DataSource,
  { after, at, most }: { after: string | null; at: number; most: number },
): Promise<DueWelcome[]> {
  return dataSource.query(
    `SELECT id, business_id AS "businessId" FROM destinations
     WHERE welcome_due AND removed_at IS NULL AND NOT suppressed AND created_at < $2 AND id > $1 ORDER BY id LIMIT $3`,
    [after ?? '', new Date(at - SETTLED_MS), most],
  );
}
