import type { EventTypeEntry } from './entry.js';

export const tocsinDestinationFailing = {
  key: 'tocsin.destination_failing',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.destination_failing',
  facts: ['about', 'reason', 'since', 'endsAt'],
} as const satisfies EventTypeEntry;
