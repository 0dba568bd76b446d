import type { EventTypeEntry } from './entry.js';

export const subscriptionOnHold = {
  key: 'subscription.on_hold',
  category: 'SUBSCRIPTIONS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.on_hold',
  facts: ['price', 'customer', 'product', 'method', 'subscription'],
} as const satisfies EventTypeEntry;
