/** What a business may set as its ladder. Each rule keeps a ladder short enough to end and loud enough to be heard. */
import { durationMs, type EscalationPolicy } from './escalation.js';

const DAY_MS = 24 * 60 * 60_000;
/** No provider gives longer: card schemes leave a merchant 9 to 45 days, and an inquiry may take as long again. */
const LONGEST_MS = 90 * DAY_MS;
const MOST_REMINDERS = 10;
const MOST_LEVELS = 10;

export interface PolicyFault {
  /** A sentence that says what to do. */
  message: string;
  field: 'remindBefore' | 'estimatedResponseTime' | 'levels';
}

/** What is wrong with a policy; null where it is fine. `channels`: keys of the channel registry. */
export function faultOfPolicy(policy: EscalationPolicy, channels: readonly string[]): PolicyFault | null {
  return (
    faultOfReminders(policy.remindBefore) ??
    faultOfDuration(policy.estimatedResponseTime, 'estimatedResponseTime') ??
    faultOfLevels(policy.levels, channels)
  );
}

function faultOfReminders(remindBefore: readonly string[]): PolicyFault | null {
  if (remindBefore.length > MOST_REMINDERS)
    return { message: `A ladder has at most ${MOST_REMINDERS} reminders; leave some out.`, field: 'remindBefore' };
  const fault = remindBefore.map((text) => faultOfDuration(text, 'remindBefore')).find(Boolean);
  if (fault) return fault;
  const same = remindBefore.find((text, at) => remindBefore.findIndex((o) => durationMs(o) === durationMs(text)) < at);
  return same === undefined
    ? null
    : { message: `"${same}" is the same moment as another reminder; leave it out.`, field: 'remindBefore' };
}

function faultOfDuration(text: string, field: PolicyFault['field']): PolicyFault | null {
  try {
    if (durationMs(text) < LONGEST_MS) return null;
    return { message: `"${text}" is too long; stay below ${LONGEST_MS / DAY_MS} days.`, field };
  } catch (error) {
    return { message: `${(error as RangeError).message}; write one.`, field };
  }
}

function faultOfLevels(levels: EscalationPolicy['levels'], channels: readonly string[]): PolicyFault | null {
  const fault = (message: string): PolicyFault => ({ message, field: 'levels' });
  if (levels.length === 0) return fault('A ladder needs at least one level: say who is told first.');
  if (levels.length > MOST_LEVELS) return fault(`A ladder has at most ${MOST_LEVELS} levels; leave some out.`);
  const empty = levels.findIndex((level) => level.roles.length === 0 || level.channels.length === 0);
  if (empty >= 0) return fault(`Level ${empty} reaches nobody: give it at least one role and one channel.`);
  const unknown = levels.flatMap((level) => level.channels).find((channel) => !channels.includes(channel));
  return unknown === undefined ? null : fault(`There is no channel ${unknown}; choose of ${channels.join(', ')}.`);
}
