import type { EventTypeEntry } from './entry.js';

export const disputeUpdated = {
  key: 'dispute.updated',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.charge.dispute.updated',
  facts: ['amount', 'customer', 'reason', 'status', 'stage', 'respondBy', 'dispute', 'payment'],
} as const satisfies EventTypeEntry;
