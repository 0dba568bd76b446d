import type { EventTypeEntry } from './entry.js';

export const disputeFundsReinstated = {
  key: 'dispute.funds_reinstated',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.charge.dispute.funds_reinstated',
  facts: ['amount', 'customer', 'reason', 'stage', 'dispute', 'payment'],
} as const satisfies EventTypeEntry;
