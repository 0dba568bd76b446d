import type { EventTypeEntry } from './entry.js';

export const creditManualAdjustment = {
  key: 'credit.manual_adjustment',
  category: 'CREDITS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.credit.manual_adjustment',
  facts: ['credits', 'balance', 'customer', 'reason'],
} as const satisfies EventTypeEntry;
