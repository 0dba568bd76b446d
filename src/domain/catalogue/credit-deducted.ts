import type { EventTypeEntry } from './entry.js';

export const creditDeducted = {
  key: 'credit.deducted',
  category: 'CREDITS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.deducted',
  facts: ['credits', 'balance', 'customer'],
} as const satisfies EventTypeEntry;
