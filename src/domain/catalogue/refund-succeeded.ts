import type { EventTypeEntry } from './entry.js';

export const refundSucceeded = {
  key: 'refund.succeeded',
  category: 'REFUNDS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.refund.succeeded',
  facts: ['amount', 'customer', 'reason', 'refund', 'payment'],
} as const satisfies EventTypeEntry;
