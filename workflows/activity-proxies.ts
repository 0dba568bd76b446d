/**
 * How long each class of activities is retried, and why:
 * - ledger: reads and writes of our own database and starts of runs, idempotent, as local activities; retried until
 *   PostgreSQL or Temporal answers.
 * - the first try of a small plan, whatever it sends: a local activity of the task that planned it, once.
 * - idempotent sends: the receiver collapses a second one by its key. Keys are forgotten after 24 h (Loops), so no
 *   try comes later than 23 h.
 * - repeatable sends: a second one may arrive twice (e-mail, Slack); the ledger marks each interrupted try, see
 *   src/core/delivery/deliver.ts. 27 h: as long as Dodo itself keeps trying a webhook.
 * - maintenance: walks over all businesses on a schedule; doing it twice changes nothing. 20 h: the next one starts tomorrow.
 */
import {
  type ActivityOptions,
  type LocalActivityInterfaceFor,
  type LocalActivityOptions,
  proxyActivities,
  proxyLocalActivities,
} from '@temporalio/workflow';
import type { Activities } from '../activities/index.js';
import type { RetryClass } from '../src/domain/planning/chunks.js';

type Ledger = Pick<
  Activities,
  'plan' | 'giveUp' | 'startHolds' | 'release' | 'lookAtDisputes' | 'advanceLadder' | 'respond'
>;

/** The summary is what Temporal shows of it to the operator. */
function ledgerActivity<Name extends keyof Ledger>(
  name: Name,
  summary: string,
): LocalActivityInterfaceFor<Ledger>[Name] {
  const retry = { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '1 minute' } as const;
  return proxyLocalActivities<Ledger>({ startToCloseTimeout: '30 seconds', retry, summary })[name];
}

export const ledger = {
  plan: ledgerActivity('plan', 'decides who is told'),
  giveUp: ledgerActivity('giveUp', 'records what was given up'),
  startHolds: ledgerActivity('startHolds', 'starts the runs of what is held'),
  release: ledgerActivity('release', 'releases what is held'),
  lookAtDisputes: ledgerActivity('lookAtDisputes', 'starts the runs of disputes'),
  advanceLadder: ledgerActivity('advanceLadder', 'looks at the dispute, and does what is due'),
  respond: ledgerActivity('respond', 'records who responds'),
};

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

/** What fails here, or is pending after it, is tried again by `deliver`. */
const AT_ONCE: LocalActivityOptions = { startToCloseTimeout: '5 minutes', retry: { maximumAttempts: 1 } };

export const { deliverAtOnce } = proxyLocalActivities<Pick<Activities, 'deliverAtOnce'>>(AT_ONCE);

/** The options for the first try of a plan, with a summary that Temporal shows to the operator. */
export function atOnceOptions(summary: string): LocalActivityOptions {
  return { ...AT_ONCE, summary };
}

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
    | 'noticeUnreadable'
    | 'reconcile'
    | 'retention'
    | 'reviewPreferences'
    | 'sendWelcomes'
  >
>({
  startToCloseTimeout: '10 minutes',
  scheduleToCloseTimeout: '20 hours',
  retry: { initialInterval: '10 seconds', backoffCoefficient: 2, maximumInterval: '10 minutes' },
});
