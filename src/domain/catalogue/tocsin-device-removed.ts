import type { EventTypeEntry } from './entry.js';

export const tocsinDeviceRemoved = {
  key: 'tocsin.device_removed',
  category: 'SYSTEM',
  severity: 'INFO',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.device_removed',
  facts: ['about', 'reason'],
} as const satisfies EventTypeEntry;
