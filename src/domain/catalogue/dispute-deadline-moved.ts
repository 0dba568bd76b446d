import type { EventTypeEntry } from './entry.js';

export const disputeDeadlineMoved = {
  key: 'dispute.deadline_moved',
  category: 'DISPUTES',
  severity: 'CRITICAL',
  audiences: ['TEAM'],
  team: true,
  sample: 'stripe.charge.dispute.created',
  facts: ['amount', 'customer', 'reason', 'stage', 'respondBy', 'dispute', 'payment'],
} as const satisfies EventTypeEntry;
