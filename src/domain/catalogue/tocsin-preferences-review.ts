import type { EventTypeEntry } from './entry.js';

export const tocsinPreferencesReview = {
  key: 'tocsin.preferences_review',
  category: 'SYSTEM',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.preferences_review',
  facts: ['review'],
} as const satisfies EventTypeEntry;
