import type { EventTypeEntry } from './entry.js';

export const paymentCancelled = {
  key: 'payment.cancelled',
  category: 'PAYMENTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.payment.cancelled',
  facts: ['amount', 'customer', 'reason', 'method', 'product', 'payment', 'subscription'],
} as const satisfies EventTypeEntry;
