import type { EventTypeEntry } from './entry.js';

export const tocsinCoverageRestored = {
  key: 'tocsin.coverage_restored',
  category: 'SYSTEM',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.coverage_restored',
  facts: ['about'],
} as const satisfies EventTypeEntry;
