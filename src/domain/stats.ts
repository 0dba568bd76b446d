/** How figures over time are asked for: what is checked before anything is counted. */
import { makeReason, type Reason } from './reasons.js';

const MINUTE_MS = 60_000;
/** A chart shows a few hundred points; each costs a group of rows. */
export const MOST_BUCKETS = 1_000;

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
