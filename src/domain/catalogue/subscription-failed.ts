import type { EventTypeEntry } from './entry.js';

export const subscriptionFailed = {
  key: 'subscription.failed',
  category: 'SUBSCRIPTIONS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.failed',
  facts: ['price', 'customer', 'reason', 'product', 'method', 'subscription'],
} as const satisfies EventTypeEntry;
