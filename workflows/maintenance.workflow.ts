/** What Temporal's Schedules start, see src/temporal/schedules.ts: each walks over all businesses (or sources), piece by piece. */
import { workflowInfo } from '@temporalio/workflow';
import type { MaintenanceInput } from '../src/domain/run-inputs.js';
import { maintenance } from './activity-proxies.js';

/** Nightly: whether every critical event type still reaches enough people. */
export function coverageCheck(): Promise<void> {
  return overAll(maintenance.checkCoverage);
}

/** Every hour: whether a source is quieter than its own habit. */
export function silenceCheck(): Promise<void> {
  return overAll(maintenance.checkSilence);
}

/** Every hour: takes in what no webhook told, where a source has a key of its provider's API. */
export function reconcile(): Promise<void> {
  return overAll(maintenance.reconcile);
}

/** On Monday mornings: tells owners how much stands in disputes that nobody has answered. */
export function moneyAtRisk(): Promise<void> {
  return overAll(maintenance.moneyAtRisk);
}

/** Once a quarter: tells each team who gets what. */
export function preferencesReview(): Promise<void> {
  return overAll(maintenance.reviewPreferences);
}

async function overAll(piece: (input: MaintenanceInput) => Promise<string | null>): Promise<void> {
  const at = workflowInfo().startTime.getTime();
  let after: string | null = null;
  do after = await piece({ after, at });
  while (after !== null);
}
