import type { EventTypeEntry } from './entry.js';

export const licenseKeyCreated = {
  key: 'license_key.created',
  category: 'LICENSE_KEYS',
  severity: 'INFO',
  audiences: ['TEAM', 'CUSTOMER'],
  team: false,
  sample: 'dodo.license_key.created',
  facts: ['licenseKey', 'product', 'customer', 'endsAt', 'payment', 'subscription'],
  customerRows: ['item', 'endsAt', 'activations'],
  givesLicenseKey: true,
} as const satisfies EventTypeEntry;
