import type { EventTypeEntry } from './entry.js';

export const paymentSucceeded = {
  key: 'payment.succeeded',
  category: 'PAYMENTS',
  severity: 'INFO',
  audiences: ['TEAM', 'CUSTOMER'],
  team: true,
  quietOnPhone: true,
  sample: 'dodo.payment.succeeded',
  facts: ['amount', 'customer', 'method', 'product', 'payment', 'subscription'],
  customerRows: ['item', 'amount', 'tax', 'method', 'date', 'invoice'],
} as const satisfies EventTypeEntry;
