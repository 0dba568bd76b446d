import type { EventTypeEntry } from './entry.js';

export const creditExpired = {
  key: 'credit.expired',
  category: 'CREDITS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.expired',
  facts: ['credits', 'balance', 'customer'],
} as const satisfies EventTypeEntry;
