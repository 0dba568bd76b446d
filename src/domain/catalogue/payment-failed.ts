import type { EventTypeEntry } from './entry.js';

export const paymentFailed = {
  key: 'payment.failed',
  category: 'PAYMENTS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.payment.failed',
  facts: [
    'amount',
    'customer',
    'email',
    'reason',
    'method',
    'invoice',
    'attempt',
    'lastAttempt',
    'nextAt',
    'payment',
    'subscription',
  ],
  linksInvoice: true,
} as const satisfies EventTypeEntry;
