import type { EventTypeEntry } from './entry.js';

export const tocsinDestinationDisabled = {
  key: 'tocsin.destination_disabled',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.destination_disabled',
  facts: ['about', 'reason', 'since'],
} as const satisfies EventTypeEntry;
