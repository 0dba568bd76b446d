import type { EventTypeEntry } from './entry.js';

export const subscriptionUnpaused = {
  key: 'subscription.unpaused',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.unpaused',
  facts: ['price', 'customer', 'product', 'subscription', 'nextAt'],
} as const satisfies EventTypeEntry;
