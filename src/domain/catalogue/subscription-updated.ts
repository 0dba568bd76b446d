import type { EventTypeEntry } from './entry.js';

export const subscriptionUpdated = {
  key: 'subscription.updated',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.updated',
  facts: ['status', 'customer', 'product', 'price', 'subscription', 'nextAt'],
} as const satisfies EventTypeEntry;
