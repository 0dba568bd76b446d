/** How figures over time are asked for: what is checked before anything is counted. */
const MINUTE_MS = 60_000;
/** A chart shows a few hundred points; each costs a group of rows. */
export const MOST_BUCKETS = 1_000;

export interface Range {
  from: Date;
  to: Date;
  bucketMinutes: number;
}

/** What is wrong with it, as a sentence that says what to do, and the field; null where it is fine. */
export function faultOfRange({ from, to, bucketMinutes }: Range): { message: string; field: string } | null {
  if (!Number.isInteger(bucketMinutes) || bucketMinutes < 1)
    return { message: 'A bucket has at least one minute; write for example 60.', field: 'bucketMinutes' };
  const length = to.getTime() - from.getTime();
  if (length <= 0) return { message: '"to" lies after "from"; exchange them.', field: 'to' };
  const buckets = Math.ceil(length / (bucketMinutes * MINUTE_MS));
  if (buckets <= MOST_BUCKETS) return null;
  const enough = Math.ceil(length / MOST_BUCKETS / MINUTE_MS);
  return {
    message: `That makes ${buckets} buckets, and at most ${MOST_BUCKETS} are counted; ask for ${enough} minutes or more each.`,
    field: 'bucketMinutes',
  };
}
