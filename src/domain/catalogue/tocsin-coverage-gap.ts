import type { EventTypeEntry } from './entry.js';

export const tocsinCoverageGap = {
  key: 'tocsin.coverage_gap',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.coverage_gap',
  facts: ['about'],
} as const satisfies EventTypeEntry;
