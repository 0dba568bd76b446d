/** What a provider is asked for when its API is asked for facts that no webhook told: from when on, and how it goes on. */

/** What is listed, in this order: a dispute has a deadline. */
const RECONCILED_LISTS = ['disputes', 'payouts'] as const;
export type ReconciledList = (typeof RECONCILED_LISTS)[number];

/** A reconciliation that has begun; kept where it could not come to its end in one go. Moments are ISO 8601. */
export interface Reconciliation {
  begun: string;
  /** Lists hold what was made since then. */
  from: Record<ReconciledList, string>;
  list: ReconciledList;
  /** Where the list goes on, in the provider's terms; null: at its beginning. */
  cursor: string | null;
}

const DAY_MS = 24 * 3_600_000;
/** How far back the first one looks. */
const FIRST_MS = 30 * DAY_MS;
const OVERLAP_MS = DAY_MS;
/** Providers list by when a thing was made, and what is made today is paid days later. */
const PAYOUT_UNDERWAY_MS = 14 * DAY_MS;
/** Longer than any bank takes for a decision. */
const OLDEST_DISPUTE_MS = 120 * DAY_MS;

/**
 * A new reconciliation, begun at `at`. `last`: when the last whole one began; `oldestOpen`: when the oldest dispute was opened of
 * which no end is known, since its end may have been missed.
 */
export function beginReconciliation(at: Date, last: Date | null, oldestOpen: Date | null): Reconciliation {
  const now = at.getTime();
  const since = last ? last.getTime() - OVERLAP_MS : now - FIRST_MS;
  const open = oldestOpen ? Math.max(oldestOpen.getTime() - OVERLAP_MS, now - OLDEST_DISPUTE_MS) : since;
  const from = {
    disputes: iso(Math.min(since, open)),
    payouts: iso(Math.min(since, now - PAYOUT_UNDERWAY_MS)),
  };
  return { begun: at.toISOString(), from, list: RECONCILED_LISTS[0], cursor: null };
}

/** After a page of it, with the cursor of the next page; null: that was all. */
export function continueReconciliation(begun: Reconciliation, cursor: string | null): Reconciliation | null {
  if (cursor !== null) return { ...begun, cursor };
  const list = RECONCILED_LISTS[RECONCILED_LISTS.indexOf(begun.list) + 1];
  return list ? { ...begun, list, cursor: null } : null;
}

const iso = (ms: number) => new Date(ms).toISOString();
