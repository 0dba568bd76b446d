import type { EventTypeEntry } from './entry.js';

export const creditRolledOver = {
  key: 'credit.rolled_over',
  category: 'CREDITS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.rolled_over',
  facts: ['credits', 'balance', 'customer'],
} as const satisfies EventTypeEntry;
