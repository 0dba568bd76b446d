import type { EventTypeEntry } from './entry.js';

export const disputeResponded = {
  key: 'dispute.responded',
  category: 'DISPUTES',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.dispute.responded',
  facts: ['amount', 'customer', 'by', 'stage', 'dispute', 'payment'],
} as const satisfies EventTypeEntry;
