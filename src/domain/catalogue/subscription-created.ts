import type { EventTypeEntry } from './entry.js';

export const subscriptionCreated = {
  key: 'subscription.created',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.customer.subscription.created',
  facts: ['price', 'customer', 'product', 'status', 'subscription'],
} as const satisfies EventTypeEntry;
