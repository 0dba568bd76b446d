import type { EventTypeEntry } from './entry.js';

export const paymentFailed = {
  key: 'payment.failed',
  category: 'PAYMENTS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.payment.failed',
  facts: ['amount', 'customer', 'reason', 'method', 'payment', 'subscription', 'nextAt'],
} as const satisfies EventTypeEntry;
