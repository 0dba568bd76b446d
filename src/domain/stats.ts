/** How figures over time are asked for: what is checked before anything is counted. */
import { makeReason, type Reason } from './reasons.js';

const MINUTE_MS = 60_000;
/** A chart shows a few hundred points; each costs a group of rows. */
export const MOST_BUCKETS = 1_000;
/** Counted in one statement: what a business of 200,000 events a month has in it takes 20 ms. Of a long time more, since each statement costs, too. */
const PIECE_MS = 4 * 24 * 60 * MINUTE_MS;
const MOST_PIECES = 10;

export interface Range {
  from: Date;
  to: Date;
  bucketMinutes: number;
}

/** What is wrong with it, and the field; null where it is fine. */
export function faultOfRange({ from, to, bucketMinutes }: Range): { reason: Reason; field: string } | null {
  if (!Number.isInteger(bucketMinutes) || bucketMinutes < 1)
    return { reason: makeReason('BUCKET_TOO_SMALL'), field: 'bucketMinutes' };
  const length = to.getTime() - from.getTime();
  if (length <= 0) return { reason: makeReason('RANGE_REVERSED'), field: 'to' };
  const buckets = Math.ceil(length / (bucketMinutes * MINUTE_MS));
  if (buckets <= MOST_BUCKETS) return null;
  const enough = Math.ceil(length / MOST_BUCKETS / MINUTE_MS);
  return {
    reason: makeReason('TOO_MANY_BUCKETS', { asked: buckets, most: MOST_BUCKETS, enough }),
    field: 'bucketMinutes',
  };
}

/** The same time in pieces of whole buckets (the last one may be shorter), in order: between two of them others have their turn. */
export function piecesOf({ from, to, bucketMinutes }: Range): Range[] {
  const [begin, end] = [from.getTime(), to.getTime()];
  const bucketMs = bucketMinutes * MINUTE_MS;
  const pieceMs = Math.ceil(Math.max(PIECE_MS, (end - begin) / MOST_PIECES) / bucketMs) * bucketMs;
  return Array.from({ length: Math.ceil((end - begin) / pieceMs) }, (_, n) => ({
    from: new Date(begin + n * pieceMs),
    to: new Date(Math.min(begin + (n + 1) * pieceMs, end)),
    bucketMinutes,
  }));
}
