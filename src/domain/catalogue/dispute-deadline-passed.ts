import type { EventTypeEntry } from './entry.js';

export const disputeDeadlinePassed = {
  key: 'dispute.deadline_passed',
  category: 'DISPUTES',
  severity: 'CRITICAL',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.dispute.deadline_passed',
  facts: ['amount', 'customer', 'reason', 'stage', 'respondBy', 'dispute', 'payment'],
} as const satisfies EventTypeEntry;
