import type { EventTypeEntry } from './entry.js';

export const payoutUpdated = {
  key: 'payout.updated',
  category: 'PAYOUTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.payout.updated',
  facts: ['amount', 'payout', 'method', 'status', 'nextAt', 'reason'],
} as const satisfies EventTypeEntry;
