/** What a ladder does at one moment: all that is due by then, and when to look again. See escalation.ts for the rules. */
import type { DisputeReading } from './dispute-fold.js';
import {
  type DisputeState,
  dueReminders,
  type EscalationLevel,
  type EscalationPolicy,
  firstListeningLevel,
  type HandledReminder,
  nextStep,
} from './escalation.js';

/** What is recorded of a dispute beside the facts; moments in milliseconds since 1970. */
export interface LadderProgress {
  done: readonly HandledReminder[];
  /** The newest acknowledgement. */
  acknowledgedAt: number | null;
  /** When a person said that the answer is filed. */
  respondedAt: number | null;
  /** The deadline whose passing was told. */
  passedAt: number | null;
}

export type LadderAction =
  /** `level` null: nobody can be reached at any level. */
  | { kind: 'REMIND'; dueAt: number; asked: number; level: number | null; unreachable: number[] }
  | { kind: 'OVERTAKEN'; dueAt: number; level: number }
  | { kind: 'PASSED' };

export interface LadderAdvance {
  state: DisputeState;
  /** Of the newest reminder; 0 before the first. */
  level: number;
  /** In the order in which they are to be done. */
  actions: LadderAction[];
  /** Null: the ladder is at its end, or there is none. */
  wait: { until: number; next: 'REMINDER' | 'DEADLINE' } | null;
  passedAt: number | null;
}

/** A timer takes no more than some hundred years, and a deadline of "never" lies beyond: whoever looks too early looks again. */
const LONGEST_WAIT_MS = 365 * 24 * 60 * 60_000;

/** @param reaches whether a level has anybody who can be told now. @param now milliseconds since 1970. */
export function advanceLadder(
  { state, deadline }: DisputeReading,
  policy: EscalationPolicy,
  progress: LadderProgress,
  now: number,
  reaches: (level: EscalationLevel) => boolean,
): LadderAdvance {
  const done = [...progress.done];
  const actions: LadderAction[] = [];
  const rest = { actions, wait: null, passedAt: progress.passedAt };
  const level = () => latest(done)?.level ?? 0;
  if (state !== null && state !== 'NEEDS_RESPONSE') return { ...rest, state, level: level() };
  if (progress.respondedAt !== null) return { ...rest, state: 'RESPONDED', level: level() };
  const open = () => (isAcknowledged(progress, done) ? 'ACKNOWLEDGED' : 'NEEDS_RESPONSE');
  if (!deadline) return { ...rest, state: open(), level: level() };
  for (;;) {
    const step = nextStep({ policy, deadline, done, acknowledgedAt: progress.acknowledgedAt }, now);
    if (step.kind === 'wait') {
      const until = Math.min(step.until, now + LONGEST_WAIT_MS);
      return { ...rest, state: open(), level: level(), wait: { until, next: step.next } };
    }
    if (step.kind !== 'remind') {
      const wasNoticed = step.kind === 'overdue' || progress.passedAt === deadline.at;
      if (!wasNoticed) actions.push(...missed(), { kind: 'PASSED' });
      // Lost by silence is for the provider to say: until then it is open, and overdue.
      return { ...rest, state: open(), level: level(), passedAt: deadline.at };
    }
    const { level: reached, unreachable } = firstListeningLevel(policy, step.level, reaches);
    const overtaken = step.overtaken.map((dueAt) => ({ kind: 'OVERTAKEN' as const, dueAt, level: level() }));
    actions.push(...overtaken, { kind: 'REMIND', dueAt: step.dueAt, asked: step.level, level: reached, unreachable });
    const handled = { dueAt: step.dueAt, level: reached ?? step.level };
    done.push(...overtaken.map(({ dueAt, level }) => ({ dueAt, level })), handled);
  }

  function missed(): LadderAction[] {
    const handled = new Set(done.map(({ dueAt }) => dueAt));
    const left = deadline ? dueReminders(policy, deadline).filter(({ dueAt }) => !handled.has(dueAt)) : [];
    return left.map(({ dueAt }) => ({ kind: 'OVERTAKEN', dueAt, level: level() }));
  }
}

const latest = (done: readonly HandledReminder[]) => [...done].sort((a, b) => a.dueAt - b.dueAt).at(-1);

/** Until the next reminder: that one asks again. */
function isAcknowledged({ acknowledgedAt }: LadderProgress, done: readonly HandledReminder[]): boolean {
  return acknowledgedAt !== null && acknowledgedAt >= (latest(done)?.dueAt ?? 0);
}
