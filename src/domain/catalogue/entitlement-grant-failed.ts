import type { EventTypeEntry } from './entry.js';

export const entitlementGrantFailed = {
  key: 'entitlement_grant.failed',
  category: 'LICENSE_KEYS',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.entitlement_grant.failed',
  facts: ['integration', 'customer', 'reason', 'payment', 'subscription'],
} as const satisfies EventTypeEntry;
