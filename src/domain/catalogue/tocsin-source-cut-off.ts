import type { EventTypeEntry } from './entry.js';

export const tocsinSourceCutOff = {
  key: 'tocsin.source_cut_off',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.source_cut_off',
  facts: ['about'],
} as const satisfies EventTypeEntry;
