/** The reminders of a dispute's ladder: those that were dealt with, and those to come if nothing happens. */
import type { Dispute } from '../../core/disputes/dispute.entity.js';
import { comingReminders } from '../../domain/disputes/coming-reminders.js';
import { AWAITING_RESPONSE } from '../../domain/disputes/escalation.js';
import type { Role } from '../../domain/vocabulary.js';
import type { DoneReminder } from './dispute.loader.js';

/** OVERTAKEN, UNREACHABLE: it told nobody, since a later one had come, or since nobody could be reached. */
export const REMINDER_STATES = ['SENT', 'OVERTAKEN', 'UNREACHABLE', 'TO_COME'] as const;
export type ReminderState = (typeof REMINDER_STATES)[number];

export interface LadderReminder {
  dueAt: Date;
  level: number;
  /** Whom that level asks. */
  roles: readonly Role[];
  state: ReminderState;
  sentAt: Date | null;
  deliveries: number;
}

/** In time order. None is to come where the ladder has ended. */
export function ladderReminders(dispute: Dispute, done: readonly DoneReminder[], now: Date): LadderReminder[] {
  const rolesOf = (level: number) => dispute.policy.levels[level]?.roles ?? [];
  const dealtWith = done.map(({ dueAt, level, sentAt, skipped, deliveries }): LadderReminder => {
    const state = skipped ?? 'SENT';
    return { dueAt, level, roles: rolesOf(level), state, sentAt, deliveries };
  });
  const coming = toCome(dispute, done, now.getTime()).map(({ dueAt, level }): LadderReminder => {
    const nothingYet = { sentAt: null, deliveries: 0 };
    return { dueAt: new Date(dueAt), level, roles: rolesOf(level), state: 'TO_COME', ...nothingYet };
  });
  return [...dealtWith, ...coming];
}

function toCome(dispute: Dispute, done: readonly DoneReminder[], now: number) {
  const { policy, state, respondBy, respondByKnownAt, respondByEstimated: estimated, acknowledgedAt } = dispute;
  if (!AWAITING_RESPONSE.includes(state) || !respondBy || !respondByKnownAt) return [];
  const ladder = {
    policy,
    deadline: { at: respondBy.getTime(), estimated, knownAt: respondByKnownAt.getTime() },
    done: done.map(({ dueAt, level }) => ({ dueAt: dueAt.getTime(), level })),
    acknowledgedAt: acknowledgedAt?.getTime() ?? null,
  };
  return comingReminders(ladder, now);
}
