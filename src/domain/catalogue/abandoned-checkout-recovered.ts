import type { EventTypeEntry } from './entry.js';

export const abandonedCheckoutRecovered = {
  key: 'abandoned_checkout.recovered',
  category: 'PAYMENTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.abandoned_checkout.recovered',
  facts: ['customer', 'amount', 'product', 'status', 'payment'],
} as const satisfies EventTypeEntry;
