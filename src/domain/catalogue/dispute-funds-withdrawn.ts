import type { EventTypeEntry } from './entry.js';

export const disputeFundsWithdrawn = {
  key: 'dispute.funds_withdrawn',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.charge.dispute.funds_withdrawn',
  facts: ['amount', 'customer', 'reason', 'stage', 'dispute', 'payment'],
} as const satisfies EventTypeEntry;
