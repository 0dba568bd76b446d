import type { EventTypeEntry } from './entry.js';

export const creditAdded = {
  key: 'credit.added',
  category: 'CREDITS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.added',
  facts: ['credits', 'balance', 'customer', 'reason', 'subscription'],
} as const satisfies EventTypeEntry;
