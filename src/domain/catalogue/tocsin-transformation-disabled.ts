import type { EventTypeEntry } from './entry.js';

export const tocsinTransformationDisabled = {
  key: 'tocsin.transformation_disabled',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.transformation_disabled',
  facts: ['about', 'reason'],
} as const satisfies EventTypeEntry;
