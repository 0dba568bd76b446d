import type { EventTypeEntry } from './entry.js';

export const subscriptionExpired = {
  key: 'subscription.expired',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.expired',
  facts: ['price', 'customer', 'product', 'subscription', 'endsAt'],
} as const satisfies EventTypeEntry;
