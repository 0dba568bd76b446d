import type { EventTypeEntry } from './entry.js';

export const paymentProcessing = {
  key: 'payment.processing',
  category: 'PAYMENTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.payment.processing',
  facts: ['amount', 'customer', 'method', 'product', 'payment', 'subscription'],
} as const satisfies EventTypeEntry;
