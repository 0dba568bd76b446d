import type { EventTypeEntry } from './entry.js';

export const creditOverageReset = {
  key: 'credit.overage_reset',
  category: 'CREDITS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.overage_reset',
  facts: ['credits', 'balance', 'customer'],
} as const satisfies EventTypeEntry;
