import type { EventTypeEntry } from './entry.js';

export const tocsinChannelPaused = {
  key: 'tocsin.channel_paused',
  category: 'SYSTEM',
  severity: 'CRITICAL',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.channel_paused',
  facts: ['about', 'reason'],
} as const satisfies EventTypeEntry;
