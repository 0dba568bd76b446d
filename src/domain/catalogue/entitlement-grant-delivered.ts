import type { EventTypeEntry } from './entry.js';

export const entitlementGrantDelivered = {
  key: 'entitlement_grant.delivered',
  category: 'LICENSE_KEYS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.entitlement_grant.delivered',
  facts: ['integration', 'customer', 'licenseKey', 'payment', 'subscription'],
} as const satisfies EventTypeEntry;
