import type { EventTypeEntry } from './entry.js';

export const tocsinSourceUnreadable = {
  key: 'tocsin.source_unreadable',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.source_unreadable',
  facts: ['about'],
} as const satisfies EventTypeEntry;
