/** The versions of an endpoint's code: each change writes one, and the newest fifty are kept. */
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.js';

export const VERSIONS_KEPT = 50;

const WRITE = `
  WITH written AS (
    INSERT INTO transformation_versions (destination_id, number, business_id, code, created_by)
    SELECT $1::text, coalesce(max(number), 0) + 1, $2::text, $3, $4 FROM transformation_versions
    WHERE destination_id = $1::text AND business_id = $2::text
    RETURNING number
  ), forgotten AS (
    DELETE FROM transformation_versions v USING written w
    WHERE v.destination_id = $1::text AND v.business_id = $2::text AND v.number <= w.number - ${VERSIONS_KEPT}
  )
  SELECT number FROM written`;

/**
 * Writes the next version and returns its number. Call it in the transaction of the change, after the endpoint's row was
 * written: its lock keeps two numbers apart.
 */
export async function writeVersion(
  manager: EntityManager,
  viewer: Pick<Viewer, 'businessId' | 'actor'>,
  destinationId: string,
  code: string,
): Promise<number> {
  const [row] = await manager.query<{ number: number }[]>(WRITE, [
    destinationId,
    viewer.businessId,
    code,
    viewer.actor,
  ]);
  return (row as { number: number }).number;
}

/** A form sends an empty field where there is no code; run, it would fail each time. */
export const codeOrNone = (text: string | null | undefined): string | null => (text?.trim() ? text : null);

/** What an endpoint's row gets with new code: whatever the old code did counts no longer. */
export const NEW_TRANSFORMATION = { transformationFailures: 0, transformationOffSince: null };
