/** The workflows that Temporal's Schedules start (src/temporal/schedules.ts). Each walks over all businesses (or sources) in parts. */
import { workflowInfo } from '@temporalio/workflow';
import type { MaintenanceInput } from '../src/domain/run-inputs.js';
import { maintenance } from './activity-proxies.js';

/** Nightly: does every critical event type still reach enough recipients? */
export function coverageCheck(): Promise<void> {
  return overAll(maintenance.checkCoverage);
}

/** Nightly: will the payment providers send what the catalogue needs? */
export function providerCheck(): Promise<void> {
  return overAll(maintenance.checkProviders);
}

/** Every hour: is a source quieter than it usually is at this time? */
export function silenceCheck(): Promise<void> {
  return overAll(maintenance.checkSilence);
}

/** Every hour: ingests what no webhook reported, for sources with a key of their provider's API. */
export function reconcile(): Promise<void> {
  return overAll(maintenance.reconcile);
}

/** On Monday mornings: a notice to owners about the money in open disputes. */
export function moneyAtRisk(): Promise<void> {
  return overAll(maintenance.moneyAtRisk);
}

/** Nightly: which events of yesterday could not be read? */
export function unreadableEvents(): Promise<void> {
  return overAll(maintenance.noticeUnreadable);
}

/** Nightly: erases the bodies of events whose time is over. */
export function retention(): Promise<void> {
  return overAll(maintenance.retention);
}

/** Every hour: tells readers of new addresses that they were added, where that could not be sent at once. */
export function welcomes(): Promise<void> {
  return overAll(maintenance.sendWelcomes);
}

/** Once a quarter: a notice to each team about who hears of what. */
export function preferencesReview(): Promise<void> {
  return overAll(maintenance.reviewPreferences);
}

async function overAll(piece: (input: MaintenanceInput) => Promise<string | null>): Promise<void> {
  const at = workflowInfo().startTime.getTime();
  let after: string | null = null;
  do after = await piece({ after, at });
  while (after !== null);
}
