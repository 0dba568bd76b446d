import type { EventTypeEntry } from './entry.js';

export const dunningStarted = {
  key: 'dunning.started',
  category: 'SUBSCRIPTIONS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.dunning.started',
  facts: ['amount', 'customer', 'status', 'payment', 'subscription'],
} as const satisfies EventTypeEntry;
