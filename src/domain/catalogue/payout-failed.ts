import type { EventTypeEntry } from './entry.js';

export const payoutFailed = {
  key: 'payout.failed',
  category: 'PAYOUTS',
  severity: 'CRITICAL',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.payout.failed',
  facts: ['amount', 'payout', 'method', 'reason'],
} as const satisfies EventTypeEntry;
