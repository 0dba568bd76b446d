import type { EventTypeEntry } from './entry.js';

export const abandonedCheckoutDetected = {
  key: 'abandoned_checkout.detected',
  category: 'PAYMENTS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.abandoned_checkout.detected',
  facts: ['customer', 'amount', 'product', 'reason', 'status', 'payment'],
} as const satisfies EventTypeEntry;
