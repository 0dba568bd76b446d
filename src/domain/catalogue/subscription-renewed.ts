import type { EventTypeEntry } from './entry.js';

export const subscriptionRenewed = {
  key: 'subscription.renewed',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.renewed',
  facts: ['price', 'customer', 'product', 'method', 'subscription', 'nextAt'],
} as const satisfies EventTypeEntry;
