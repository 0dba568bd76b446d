/** The reminders of a ladder that are still to come, as they will be if nobody answers or acknowledges meanwhile. */
import { type DoneRung, type Ladder, nextStep, rungsOf } from './escalation.js';

/** In time order. `now`: milliseconds; a rung that is due is one of them until it is dealt with. */
export function comingReminders(ladder: Ladder, now: number): DoneRung[] {
  const coming: DoneRung[] = [];
  for (const { dueAt } of rungsOf(ladder.policy, ladder.deadline)) {
    const step = nextStep({ ...ladder, done: [...ladder.done, ...coming] }, Math.max(dueAt, now));
    if (step.kind === 'remind' && step.dueAt === dueAt) coming.push({ dueAt, level: step.level });
  }
  return coming;
}
