import type { EventTypeEntry } from './entry.js';

export const creditRolloverForfeited = {
  key: 'credit.rollover_forfeited',
  category: 'CREDITS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.rollover_forfeited',
  facts: ['credits', 'balance', 'customer'],
} as const satisfies EventTypeEntry;
