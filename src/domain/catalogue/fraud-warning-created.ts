import type { EventTypeEntry } from './entry.js';

export const fraudWarningCreated = {
  key: 'fraud_warning.created',
  category: 'DISPUTES',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: false,
  sample: 'stripe.radar.early_fraud_warning.created',
  facts: ['reason', 'payment'],
} as const satisfies EventTypeEntry;
