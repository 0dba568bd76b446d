import type { EventTypeEntry } from './entry.js';

export const disputeAccepted = {
  key: 'dispute.accepted',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.dispute.accepted',
  facts: ['amount', 'customer', 'reason', 'stage', 'dispute', 'payment'],
} as const satisfies EventTypeEntry;
