import type { EventTypeEntry } from './entry.js';

export const disputeChallenged = {
  key: 'dispute.challenged',
  category: 'DISPUTES',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'dodo.dispute.challenged',
  facts: ['amount', 'customer', 'reason', 'stage', 'dispute', 'payment'],
} as const satisfies EventTypeEntry;
