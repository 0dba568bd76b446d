import type { EventTypeEntry } from './entry.js';

export const disputeLost = {
  key: 'dispute.lost',
  category: 'DISPUTES',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.dispute.lost',
  facts: ['amount', 'customer', 'reason', 'stage', 'dispute', 'payment'],
} as const satisfies EventTypeEntry;
