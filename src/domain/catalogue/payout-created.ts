import type { EventTypeEntry } from './entry.js';

export const payoutCreated = {
  key: 'payout.created',
  category: 'PAYOUTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.payout.created',
  facts: ['amount', 'payout', 'method', 'nextAt'],
} as const satisfies EventTypeEntry;
