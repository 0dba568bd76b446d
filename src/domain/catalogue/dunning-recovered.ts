import type { EventTypeEntry } from './entry.js';

export const dunningRecovered = {
  key: 'dunning.recovered',
  category: 'SUBSCRIPTIONS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.dunning.recovered',
  facts: ['amount', 'customer', 'payment', 'subscription'],
} as const satisfies EventTypeEntry;
