import type { EventTypeEntry } from './entry.js';

export const disputeWon = {
  key: 'dispute.won',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.dispute.won',
  facts: ['amount', 'customer', 'reason', 'stage', 'dispute', 'payment'],
} as const satisfies EventTypeEntry;
