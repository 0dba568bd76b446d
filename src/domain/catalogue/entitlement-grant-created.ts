import type { EventTypeEntry } from './entry.js';

export const entitlementGrantCreated = {
  key: 'entitlement_grant.created',
  category: 'LICENSE_KEYS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.entitlement_grant.created',
  facts: ['integration', 'customer', 'payment', 'subscription'],
} as const satisfies EventTypeEntry;
