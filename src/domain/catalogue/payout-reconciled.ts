import type { EventTypeEntry } from './entry.js';

export const payoutReconciled = {
  key: 'payout.reconciled',
  category: 'PAYOUTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.payout.reconciliation_completed',
  facts: ['amount', 'payout', 'method'],
} as const satisfies EventTypeEntry;
