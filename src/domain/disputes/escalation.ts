/**
 * The deadline ladder of one dispute at one stage, as pure decisions; what happened is folded in dispute-fold.ts, and what is
 * due is read from the clock that is passed in. ACKNOWLEDGED is no fact: somebody said "mine", which keeps the next reminder
 * from going one level up and ends nothing.
 */
import type { ToldLevel } from '../facts.js';
import type { Deadline } from './dispute-fold.js';

export const DISPUTE_STATES = [
  'NEEDS_RESPONSE',
  'ACKNOWLEDGED',
  'RESPONDED',
  'WON',
  'LOST',
  'EXPIRED',
  'ACCEPTED',
  'CANCELLED',
  'CLOSED',
] as const;
export type DisputeState = (typeof DISPUTE_STATES)[number];

/** A response of the business is still to come. */
export const AWAITING_RESPONSE: readonly DisputeState[] = ['NEEDS_RESPONSE', 'ACKNOWLEDGED'];
/** There is no outcome yet: after the response it is the bank's move. */
export const WITHOUT_OUTCOME: readonly DisputeState[] = [...AWAITING_RESPONSE, 'RESPONDED'];

/** Level 0 is told at once; each unanswered reminder goes one level up. */
export type EscalationLevel = ToldLevel;

/** Frozen into a dispute when it opens. */
export interface EscalationPolicy {
  /** ISO 8601 durations before the deadline: "PT72H". */
  remindBefore: readonly string[];
  /** ISO 8601 duration from the opening, where the provider states no deadline: "P4D". */
  estimatedResponseTime: string;
  levels: readonly EscalationLevel[];
}

/** A reminder that was dealt with: sent, or overtaken by a later one while nothing could be sent. */
export interface HandledReminder {
  /** What it was due at. */
  dueAt: number;
  level: number;
}

export interface Ladder {
  policy: EscalationPolicy;
  deadline: Deadline;
  done: readonly HandledReminder[];
  /** The newest acknowledgement; null where there is none. */
  acknowledgedAt: number | null;
}

export interface DueReminder {
  dueAt: number;
  /** Its number among those of the policy, from 0. */
  index: number;
}

/** The reminders that count, in time order: each before the deadline, and none that was past when we heard of it. */
export function dueReminders({ remindBefore }: EscalationPolicy, deadline: Deadline): DueReminder[] {
  const all = [...new Set(remindBefore.map(durationMs))]
    .sort((a, b) => b - a)
    .map((before, index) => ({ dueAt: deadline.at - before, index }));
  const left = all.filter((reminder) => reminder.dueAt > deadline.knownAt);
  if (left.length > 0 || all.length === 0 || deadline.at <= deadline.knownAt) return left;
  // Too late for any of them: one, at once.
  return [{ dueAt: deadline.knownAt, index: all.length - 1 }];
}

export type Step =
  /** Nothing to do until then. */
  | { kind: 'wait'; until: number; next: 'REMINDER' | 'DEADLINE' }
  /** A reminder is due; `overtaken` are reminders that passed while nothing could be sent. */
  | { kind: 'remind'; dueAt: number; level: number; overtaken: number[] }
  /** The deadline is past and nobody answered. */
  | { kind: 'passed' }
  /** It was past already when we heard of the dispute: the opening says so, and there is nothing to count back from. */
  | { kind: 'overdue' };

/** What is to be done at `now` (ms). Asked again after each action, it comes to an end: `passed` or `overdue`. */
export function nextStep({ policy, deadline, done, acknowledgedAt }: Ladder, now: number): Step {
  if (deadline.at <= deadline.knownAt) return { kind: 'overdue' };
  if (now >= deadline.at) return { kind: 'passed' };
  const handled = new Set(done.map((reminder) => reminder.dueAt));
  const open = dueReminders(policy, deadline).filter((reminder) => !handled.has(reminder.dueAt));
  const due = open.filter((reminder) => reminder.dueAt <= now);
  const current = due.at(-1);
  if (current) {
    const level = levelOf(current, { policy, deadline, done, acknowledgedAt });
    return {
      kind: 'remind',
      dueAt: current.dueAt,
      level,
      overtaken: due.slice(0, -1).map((reminder) => reminder.dueAt),
    };
  }
  const [next] = open;
  return next
    ? { kind: 'wait', until: next.dueAt, next: 'REMINDER' }
    : { kind: 'wait', until: deadline.at, next: 'DEADLINE' };
}

/**
 * One level above the reminder before it; the same level where somebody acknowledged since. The first one takes those that
 * were dropped into account: who hears of a dispute two hours before its end is not the one who had four days.
 */
function levelOf(reminder: DueReminder, { policy, done, acknowledgedAt }: Ladder): number {
  const before = done
    .filter((one) => one.dueAt < reminder.dueAt)
    .sort((a, b) => a.dueAt - b.dueAt)
    .at(-1);
  const acknowledged = acknowledgedAt !== null && acknowledgedAt >= (before?.dueAt ?? 0);
  const base = before ? before.level : reminder.index;
  return Math.min(policy.levels.length - 1, base + (acknowledged ? 0 : 1));
}

/** Whether a destination is one of a level's: a person's by role and channel, one without a person by channel alone. */
export function isOfLevel(
  level: EscalationLevel,
  { channel, recipientId, roles }: { channel: string; recipientId: string | null; roles: readonly string[] },
): boolean {
  if (!level.channels.includes(channel)) return false;
  return recipientId === null || level.roles.some((role) => roles.includes(role));
}

/** What a level reaches, as its destinations stand now. */
export interface ListeningLevel {
  /** The level that is told: the first from the asked one up that reaches anybody; null where none does. */
  level: number | null;
  /** Those on the way that reach nobody. */
  unreachable: number[];
}

/** @param reaches whether a level of the policy has anybody who can be told. */
export function firstListeningLevel(
  policy: EscalationPolicy,
  asked: number,
  reaches: (level: EscalationLevel) => boolean,
): ListeningLevel {
  const unreachable: number[] = [];
  // Up first; where nobody above can be told, those below are better than nobody.
  const below = Array.from({ length: asked }, (_, n) => asked - 1 - n);
  const above = Array.from({ length: policy.levels.length - asked }, (_, n) => asked + n);
  for (const level of [...above, ...below]) {
    const stated = policy.levels[level];
    if (stated && reaches(stated)) return { level, unreachable };
    unreachable.push(level);
  }
  return { level: null, unreachable };
}

const DURATION = /^P(?:(\d{1,3})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?$/;

/**
 * Days, hours and minutes of an ISO 8601 duration, in milliseconds; months and years have no fixed length.
 * @throws RangeError for anything else, and for a duration of nothing.
 */
export function durationMs(text: string): number {
  const [, days = '0', hours = '0', minutes = '0'] = DURATION.exec(text) ?? [];
  const total = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000;
  if (!DURATION.test(text) || total === 0)
    throw new RangeError(`"${text.slice(0, 40)}" is no duration such as PT72H, PT90M or P4D`);
  return total;
}

/** @param channels those that people read: a team that has a chat alone is reminded there. */
export function defaultPolicy(channels: readonly string[]): EscalationPolicy {
  return {
    remindBefore: ['PT72H', 'PT24H', 'PT6H', 'PT2H'],
    estimatedResponseTime: 'P4D',
    levels: [
      { roles: ['SUPPORT', 'OWNER'], channels },
      { roles: ['SUPPORT', 'OWNER'], channels },
      { roles: ['OWNER', 'FINANCE', 'SUPPORT'], channels },
    ],
  };
}
