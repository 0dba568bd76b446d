import type { EventTypeEntry } from './entry.js';

export const disputeCancelled = {
  key: 'dispute.cancelled',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.dispute.cancelled',
  facts: ['amount', 'customer', 'reason', 'stage', 'dispute', 'payment'],
} as const satisfies EventTypeEntry;
