import type { EventTypeEntry } from './entry.js';

export const disputeClosed = {
  key: 'dispute.closed',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.charge.dispute.closed',
  facts: ['amount', 'customer', 'reason', 'status', 'stage', 'dispute', 'payment'],
} as const satisfies EventTypeEntry;
