import type { EventTypeEntry } from './entry.js';

export const disputeReminder = {
  key: 'dispute.reminder',
  category: 'DISPUTES',
  severity: 'CRITICAL',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.dispute.reminder',
  facts: [
    'amount',
    'customer',
    'reason',
    'stage',
    'respondBy',
    'timeLeft',
    'level',
    'unreachable',
    'dispute',
    'payment',
  ],
} as const satisfies EventTypeEntry;
