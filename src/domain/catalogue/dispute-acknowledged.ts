import type { EventTypeEntry } from './entry.js';

export const disputeAcknowledged = {
  key: 'dispute.acknowledged',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.dispute.acknowledged',
  facts: ['amount', 'customer', 'by', 'respondBy', 'stage', 'dispute', 'payment'],
} as const satisfies EventTypeEntry;
