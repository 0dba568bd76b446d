/** Makes our schedules in Temporal where they are missing: a new or wiped Temporal has none. */
import { type Client, ScheduleAlreadyRunning, type ScheduleOptions, ScheduleOverlapPolicy } from '@temporalio/client';
import type { MaintenanceRun } from '../../workflows/messages.js';

interface Plan {
  name: string;
  workflowType: MaintenanceRun;
  /** UTC. */
  calendar: NonNullable<ScheduleOptions['spec']['calendars']>[number];
  note: string;
}

export const SCHEDULES: readonly Plan[] = [
  {
    name: 'coverage',
    workflowType: 'coverageCheck',
    calendar: { hour: 3, minute: 15 },
    note: 'Nightly: does every critical event type reach enough people?',
  },
  {
    name: 'providers',
    workflowType: 'providerCheck',
    calendar: { hour: 3, minute: 45 },
    note: 'Nightly: will the payment providers send what the catalogue needs?',
  },
  {
    name: 'review',
    workflowType: 'preferencesReview',
    calendar: { month: ['JANUARY', 'APRIL', 'JULY', 'OCTOBER'], dayOfMonth: 1, hour: 9 },
    note: 'On the first day of a quarter: tells each team who gets what.',
  },
  {
    name: 'money-at-risk',
    workflowType: 'moneyAtRisk',
    // East of UTC, Monday morning begins on Sunday UTC.
    calendar: { dayOfWeek: ['SUNDAY', 'MONDAY'], hour: '*' },
    note: 'Every hour in which it is Monday morning somewhere: what nobody has answered, to owners and finance, once.',
  },
  {
    name: 'retention',
    workflowType: 'retention',
    calendar: { hour: 2, minute: 20 },
    note: 'Nightly: erases bodies whose time is over, and what was asked to be erased.',
  },
  {
    name: 'unreadable',
    workflowType: 'unreadableEvents',
    calendar: { hour: 0, minute: 30 },
    note: 'Nightly: which events of yesterday could not be read?',
  },
  {
    name: 'silence',
    workflowType: 'silenceCheck',
    calendar: { hour: '*', minute: 40 },
    note: 'Every hour: is a source quieter than its own habit?',
  },
  {
    name: 'welcomes',
    workflowType: 'welcomes',
    calendar: { hour: '*', minute: 25 },
    note: 'Every hour: which new addresses still have to be told that they were added?',
  },
  {
    name: 'reconcile',
    workflowType: 'reconcile',
    calendar: { hour: '*', minute: 10 },
    note: 'Every hour: what do the providers’ APIs know that no webhook told?',
  },
];

/** Installations that share a namespace have different task queues, and so different schedules. */
export const scheduleIdOf = (name: string, taskQueue: string) => `tocsin-${name}-${taskQueue}`;

/**
 * Makes the missing ones. `renew`: also updates the existing ones to this version; an operator's pause stays.
 */
export async function makeSchedules(client: Client, taskQueue: string, renew: boolean): Promise<void> {
  for (const plan of SCHEDULES) {
    const options = scheduleOptions(plan, taskQueue);
    try {
      await client.schedule.create(options);
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      if (renew)
        await client.schedule
          .getHandle(options.scheduleId)
          .update(({ state }) => ({ ...options, state: { ...state, note: plan.note } }));
    }
  }
}

function scheduleOptions({ name, workflowType, calendar, note }: Plan, taskQueue: string): ScheduleOptions {
  return {
    scheduleId: scheduleIdOf(name, taskQueue),
    spec: { calendars: [calendar], jitter: '10 minutes' },
    action: { type: 'startWorkflow', workflowType, workflowId: scheduleIdOf(name, taskQueue), taskQueue, args: [] },
    // Temporal's default would run what was missed in a whole year.
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1 day', pauseOnFailure: false },
    state: { note },
  };
}
