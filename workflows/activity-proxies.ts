/**
 * How long each class of activities is retried, and why:
 * - ledger: reads and writes of our own database and starts of runs, idempotent, as local activities; retried until
 *   PostgreSQL or Temporal answers.
 * - idempotent sends: the receiver collapses a second one by its key. Keys are forgotten after 24 h (Loops), so no
 *   try comes later than 23 h.
 * - repeatable sends: a second one may arrive twice (e-mail, Slack); the ledger marks each interrupted try, see
 *   src/core/delivery/deliver.ts. 27 h: as long as Dodo itself keeps trying a webhook.
 * - maintenance: walks over all businesses on a schedule; doing it twice changes nothing. 20 h: the next one starts tomorrow.
 */
import { type ActivityOptions, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Activities } from '../activities/index.js';
import type { RetryClass } from '../src/domain/planning/chunks.js';

export const ledger = proxyLocalActivities<
  Pick<Activities, 'plan' | 'giveUp' | 'startHolds' | 'release' | 'lookAtDisputes' | 'advanceLadder' | 'respond'>
>({
  startToCloseTimeout: '30 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

const sends: Record<RetryClass, ActivityOptions> = {
  idempotent: sendsFor('23 hours'),
  repeatable: sendsFor('27 hours'),
};

function sendsFor(scheduleToCloseTimeout: '23 hours' | '27 hours'): ActivityOptions {
  return {
    startToCloseTimeout: '5 minutes',
    // After this a process counts as dead, however long the chunk; the activity sends a heartbeat every 5 s.
    heartbeatTimeout: '20 seconds',
    scheduleToCloseTimeout,
    retry: { initialInterval: '5 seconds', backoffCoefficient: 2, maximumInterval: '30 minutes' },
  };
}

export const { deliver } = proxyActivities<Pick<Activities, 'deliver'>>(sends.repeatable);

/** The options for sends of this class, with a summary that Temporal shows to the operator. */
export function sendOptions(retry: RetryClass, summary: string): ActivityOptions {
  return { ...sends[retry], summary };
}

export const maintenance = proxyActivities<
  Pick<
    Activities,
    | 'checkCoverage'
    | 'checkProviders'
    | 'checkSilence'
    | 'moneyAtRisk'
    | 'reconcile'
    | 'retention'
    | 'reviewPreferences'
  >
>({
  startToCloseTimeout: '10 minutes',
  scheduleToCloseTimeout: '20 hours',
  retry: { initialInterval: '10 seconds', backoffCoefficient: 2, maximumInterval: '10 minutes' },
});
