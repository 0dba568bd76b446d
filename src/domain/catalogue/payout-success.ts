import type { EventTypeEntry } from './entry.js';

export const payoutSuccess = {
  key: 'payout.success',
  category: 'PAYOUTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.payout.success',
  facts: ['amount', 'payout', 'method'],
} as const satisfies EventTypeEntry;
