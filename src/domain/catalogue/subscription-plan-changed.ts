import type { EventTypeEntry } from './entry.js';

export const subscriptionPlanChanged = {
  key: 'subscription.plan_changed',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM', 'CUSTOMER'],
  team: false,
  sample: 'dodo.subscription.plan_changed',
  facts: ['price', 'product', 'customer', 'subscription', 'nextAt'],
  customerRows: ['plan', 'price', 'nextAt'],
} as const satisfies EventTypeEntry;
