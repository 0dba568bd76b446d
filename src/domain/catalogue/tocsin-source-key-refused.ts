import type { EventTypeEntry } from './entry.js';

export const tocsinSourceKeyRefused = {
  key: 'tocsin.source_key_refused',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.source_key_refused',
  facts: ['about', 'reason'],
} as const satisfies EventTypeEntry;
