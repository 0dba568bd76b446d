import type { EventTypeEntry } from './entry.js';

export const payoutOnHold = {
  key: 'payout.on_hold',
  category: 'PAYOUTS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.payout.on_hold',
  facts: ['amount', 'payout', 'method', 'reason'],
} as const satisfies EventTypeEntry;
