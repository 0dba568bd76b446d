/** The reminders of a ladder that are still to come, as they will be if nobody answers or acknowledges meanwhile. */
import { dueReminders, type HandledReminder, type Ladder, nextStep } from './escalation.js';

/** In time order. `now`: milliseconds; a reminder that is due is one of them until it is dealt with. */
export function comingReminders(ladder: Ladder, now: number): HandledReminder[] {
  const coming: HandledReminder[] = [];
  for (const { dueAt } of dueReminders(ladder.policy, ladder.deadline)) {
    const step = nextStep({ ...ladder, done: [...ladder.done, ...coming] }, Math.max(dueAt, now));
    if (step.kind === 'remind' && step.dueAt === dueAt) coming.push({ dueAt, level: step.level });
  }
  return coming;
}
