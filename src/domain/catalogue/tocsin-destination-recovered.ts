import type { EventTypeEntry } from './entry.js';

export const tocsinDestinationRecovered = {
  key: 'tocsin.destination_recovered',
  category: 'SYSTEM',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.destination_recovered',
  facts: ['about', 'since'],
} as const satisfies EventTypeEntry;
