import type { EventTypeEntry } from './entry.js';

export const tocsinMoneyAtRisk = {
  key: 'tocsin.money_at_risk',
  category: 'SYSTEM',
  severity: 'WARNING',
  audiences: ['TEAM'],
  team: true,
  sample: 'tocsin.money_at_risk',
  facts: ['atRisk'],
} as const satisfies EventTypeEntry;
