import type { EventTypeEntry } from './entry.js';

export const subscriptionPastDue = {
  key: 'subscription.past_due',
  category: 'SUBSCRIPTIONS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.past_due',
  facts: ['price', 'customer', 'product', 'method', 'subscription', 'endsAt'],
} as const satisfies EventTypeEntry;
