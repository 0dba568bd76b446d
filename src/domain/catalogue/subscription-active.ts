import type { EventTypeEntry } from './entry.js';

export const subscriptionActive = {
  key: 'subscription.active',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.subscription.active',
  facts: ['price', 'customer', 'product', 'method', 'subscription', 'nextAt'],
} as const satisfies EventTypeEntry;
