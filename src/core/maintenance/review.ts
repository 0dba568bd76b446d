/** The quarterly review: tells the team of a business who gets what, once per quarter. */
import { CATALOGUE } from '../../domain/catalogue/index.js';
import { quarterOf, type Reviewed, reviewOf, withRoom } from '../../domain/planning/review.js';
import type { StatementTarget } from '../../platform/database/statement.js';
import { readCoverage } from '../notices/coverage.js';
import { raiseNotices } from '../notices/notice.js';

/** $1 the business: people with all their destinations first, then endpoints and addresses that are nobody's. */
const REVIEWED = `
  SELECT min(coalesce(r.name, d.label)) AS name, bool_or(r.id IS NULL AND d.channel = 'EMAIL') AS address,
    array_agg(d.id::text) AS "destinationIds"
  FROM destinations d LEFT JOIN recipients r ON r.id = d.recipient_id
  WHERE d.business_id = $1 AND d.removed_at IS NULL AND r.removed_at IS NULL
  GROUP BY r.id, coalesce(r.id, d.id)
  ORDER BY r.id, coalesce(r.id, d.id)`;

/** A second call in the same quarter tells nothing. Where there is nobody and nothing to review, nothing is told either. */
export async function raiseReview(target: StatementTarget, businessId: string, at: Date): Promise<void> {
  const rows = (await target.query(REVIEWED, [businessId])) as (Reviewed & { address: boolean })[];
  if (rows.length === 0) return;
  const reviewed = rows.map((row) => (row.address ? { ...row, name: masked(row.name) } : row));
  const { listenersOf } = await readCoverage(target, businessId, { types: Object.keys(CATALOGUE) });
  const review = withRoom(reviewOf(reviewed, listenersOf));
  const transition = `review:${quarterOf(at)}`;
  await raiseNotices(target, [
    { businessId, type: CATALOGUE['tocsin.preferences_review'].key, transition, at, about: [], review },
  ]);
}

/** The review goes to endpoints too: enough of an address to recognise it. */
const masked = (address: string) => address.replace(/^(.).*(?=@)/, '$1…');
