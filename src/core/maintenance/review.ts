/** The quarterly review: tells the team of a business who gets what, once per quarter. */
import { CATALOGUE } from '../../domain/catalogue/index.js';
import type { ReviewLine } from '../../domain/facts.js';
import { maskedAddress } from '../../domain/masked-address.js';
import { quarterOf, Review, type Reviewed, withRoom } from '../../domain/planning/review.js';
import type { StatementTarget } from '../../platform/database/statement.js';
import { SlicedWork } from '../../platform/time-slices.js';
import { readCoverage } from '../notices/coverage.js';
import { raiseNotices } from '../notices/notice.js';

type ReviewedRow = Reviewed & { recipientId: string | null; address: boolean };

/** $1 the business: people with all their destinations first, then endpoints and addresses that are nobody's. */
const REVIEWED = `
  SELECT min(coalesce(r.name, d.label)) AS name, r.id AS "recipientId", bool_or(r.id IS NULL AND d.channel = 'EMAIL') AS address,
    array_agg(d.id::text) AS "destinationIds"
  FROM destinations d LEFT JOIN recipients r ON r.id = d.recipient_id
  WHERE d.business_id = $1 AND d.removed_at IS NULL AND r.removed_at IS NULL
  GROUP BY r.id, coalesce(r.id, d.id)
  ORDER BY r.id, coalesce(r.id, d.id)`;

/** A line of the review with the person that it is about; null: an endpoint, or an address that is nobody's. */
export interface ReadReviewLine {
  recipientId: string | null;
  line: ReviewLine;
}

/** Who gets what now: every event type is decided for every destination, in slices of the event loop. */
export async function readReview(target: StatementTarget, businessId: string): Promise<ReadReviewLine[]> {
  const rows = (await target.query(REVIEWED, [businessId])) as ReviewedRow[];
  if (rows.length === 0) return [];
  // The review goes to endpoints, too.
  const reviewed = rows.map((row) => (row.address ? { ...row, name: maskedAddress(row.name) } : row));
  const { listenersOf } = await readCoverage(target, businessId, { types: Object.keys(CATALOGUE) });
  const review = new Review(reviewed);
  const work = new SlicedWork(businessId, true);
  for (const next of work.eachInSlice(Object.values(CATALOGUE))) {
    const entry = await next;
    review.count(entry, listenersOf(entry.key));
  }
  const lines = review.lines();
  return rows.flatMap(({ recipientId }, at) => {
    const line = lines[at];
    return line ? [{ recipientId, line }] : [];
  });
}

/** A second call in the same quarter tells nothing. Where there is nobody and nothing to review, nothing is told either. */
export async function raiseReview(target: StatementTarget, businessId: string, at: Date): Promise<void> {
  const read = await readReview(target, businessId);
  if (read.length === 0) return;
  const review = withRoom(read.map(({ line }) => line));
  const transition = `review:${quarterOf(at)}`;
  await raiseNotices(target, [
    { businessId, type: CATALOGUE['tocsin.preferences_review'].key, transition, at, about: [], review },
  ]);
}
