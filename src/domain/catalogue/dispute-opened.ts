import type { EventTypeEntry } from './entry.js';

export const disputeOpened = {
  key: 'dispute.opened',
  category: 'DISPUTES',
  severity: 'CRITICAL',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.dispute.opened',
  facts: ['amount', 'customer', 'reason', 'stage', 'respondBy', 'dispute', 'payment'],
} as const satisfies EventTypeEntry;
