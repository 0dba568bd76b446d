import type { EventTypeEntry } from './entry.js';

export const tocsinAddressSuppressed = {
  key: 'tocsin.address_suppressed',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.address_suppressed',
  facts: ['about', 'reason'],
} as const satisfies EventTypeEntry;
