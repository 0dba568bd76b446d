/** Secrets that are exchanged without a gap: the old one holds for a day beside the new one. */

/** A secret as a row keeps it. */
export interface KeptSecret {
  sealed: string;
  /** ISO 8601; null: until it is rotated. */
  until: string | null;
}

/** How long the old secret holds after a rotation, as Dodo itself does it. */
const GRACE_MS = 24 * 60 * 60_000;

/** Those that hold at `now` (ms since 1970), the current one first. */
export function holding(secrets: readonly KeptSecret[], now: number): KeptSecret[] {
  return secrets.filter(({ until }) => until === null || Date.parse(until) > now);
}

/** More than a rotation of any provider needs: each one that holds is tried on every webhook. */
export const MOST_SECRETS = 10;

/**
 * The fresh one in front of those that hold at `now`, which all end: the one before it after the grace, or at once where
 * `revokeOld`.
 */
export function rotated(secrets: readonly KeptSecret[], sealed: string, now: number, revokeOld = false): KeptSecret[] {
  if (revokeOld) return [{ sealed, until: null }];
  const end = graceEnd(now);
  return [{ sealed, until: null }, ...holding(secrets, now).map((old) => ({ ...old, until: old.until ?? end }))];
}

/** Until when a secret holds that is rotated at `now`, ISO 8601. */
export function graceEnd(now: number): string {
  return new Date(now + GRACE_MS).toISOString();
}
