import type { EventTypeEntry } from './entry.js';

export const entitlementGrantRevoked = {
  key: 'entitlement_grant.revoked',
  category: 'LICENSE_KEYS',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: false,
  sample: 'dodo.entitlement_grant.revoked',
  facts: ['integration', 'customer', 'reason', 'payment', 'subscription', 'endsAt'],
} as const satisfies EventTypeEntry;
