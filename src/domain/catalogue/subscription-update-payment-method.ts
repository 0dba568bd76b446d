import type { EventTypeEntry } from './entry.js';

export const subscriptionUpdatePaymentMethod = {
  key: 'subscription.update_payment_method',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.subscription.update_payment_method',
  facts: ['method', 'customer', 'product', 'subscription', 'nextAt'],
} as const satisfies EventTypeEntry;
