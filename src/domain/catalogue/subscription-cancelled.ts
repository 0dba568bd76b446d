import type { EventTypeEntry } from './entry.js';

export const subscriptionCancelled = {
  key: 'subscription.cancelled',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.cancelled',
  facts: ['price', 'customer', 'reason', 'product', 'subscription', 'endsAt'],
} as const satisfies EventTypeEntry;
