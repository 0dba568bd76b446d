import type { EventTypeEntry } from './entry.js';

export const creditBalanceLow = {
  key: 'credit.balance_low',
  category: 'CREDITS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.balance_low',
  facts: ['balance', 'customer', 'subscription'],
} as const satisfies EventTypeEntry;
