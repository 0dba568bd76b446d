/** Where a record of Stripe is shown in its dashboard. */
import type { RecordToShow } from '../source-kind.js';

/**
 * Pages of the dashboard by the prefix of an id, as Stripe's own documentation and mails link them; `test/` stands before the
 * page in test mode, and the id of a connected account before both: https://docs.stripe.com/connect/dashboard/viewing-all-accounts.
 */
const PAGES: readonly (readonly [id: RegExp, page: string])[] = [
  [/^(du|dp)_\w+$/, 'disputes'],
  [/^po_\w+$/, 'payouts'],
  [/^sub_\w+$/, 'subscriptions'],
  [/^in_\w+$/, 'invoices'],
  [/^(pi|ch|py)_\w+$/, 'payments'],
];

/** A refund has no page of its own: it is on that of its payment. */
export function stripeRecordUrl({ type, entityId, facts, test }: RecordToShow): string | null {
  const { disputeId, payoutId, subscriptionId, paymentId, account } = facts;
  const own = [
    ['dispute.', disputeId],
    ['payout.', payoutId],
    ['subscription.', subscriptionId],
  ] as const;
  const [, id] = own.find(([family]) => type.startsWith(family)) ?? [];
  const place = [account && /^acct_\w+$/.test(account) ? `${account}/` : '', test ? 'test/' : ''].join('');
  for (const candidate of [id, entityId, paymentId]) {
    const page = PAGES.find(([form]) => candidate && form.test(candidate))?.[1];
    if (page) return `https://dashboard.stripe.com/${place}${page}/${candidate}`;
  }
  return null;
}
