import type { EventTypeEntry } from './entry.js';

export const subscriptionPaused = {
  key: 'subscription.paused',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.paused',
  facts: ['price', 'customer', 'product', 'subscription'],
} as const satisfies EventTypeEntry;
