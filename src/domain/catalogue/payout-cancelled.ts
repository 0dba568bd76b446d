import type { EventTypeEntry } from './entry.js';

export const payoutCancelled = {
  key: 'payout.cancelled',
  category: 'PAYOUTS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.payout.canceled',
  facts: ['amount', 'payout', 'method', 'reason'],
} as const satisfies EventTypeEntry;
