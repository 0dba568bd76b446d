import type { EventTypeEntry } from './entry.js';

export const tocsinSourceSilent = {
  key: 'tocsin.source_silent',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.source_silent',
  facts: ['about', 'since'],
} as const satisfies EventTypeEntry;
