import type { EventTypeEntry } from './entry.js';

export const refundFailed = {
  key: 'refund.failed',
  category: 'REFUNDS',
  severity: 'CRITICAL',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.refund.failed',
  facts: ['amount', 'customer', 'reason', 'refund', 'payment'],
} as const satisfies EventTypeEntry;
