import type { EventTypeEntry } from './entry.js';

export const creditOverageCharged = {
  key: 'credit.overage_charged',
  category: 'CREDITS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.overage_charged',
  facts: ['credits', 'amount', 'balance', 'customer', 'payment'],
} as const satisfies EventTypeEntry;
