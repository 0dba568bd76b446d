import type { EventTypeEntry } from './entry.js';

export const payoutInProgress = {
  key: 'payout.in_progress',
  category: 'PAYOUTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.payout.in_progress',
  facts: ['amount', 'payout', 'method', 'nextAt'],
} as const satisfies EventTypeEntry;
