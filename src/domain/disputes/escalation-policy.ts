/** What a business may set as its ladder. Each rule keeps a ladder short enough to end and loud enough to be heard. */
import { makeReason, type Reason } from '../reasons.js';
import { durationMs, type EscalationPolicy } from './escalation.js';

const DAY_MS = 24 * 60 * 60_000;
/** No provider gives longer: card schemes leave a merchant 9 to 45 days, and an inquiry may take as long again. */
const LONGEST_MS = 90 * DAY_MS;
const MOST_REMINDERS = 10;
const MOST_LEVELS = 10;

export interface PolicyFault {
  reason: Reason;
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
    return { reason: makeReason('LADDER_TOO_MANY_REMINDERS', { most: MOST_REMINDERS }), field: 'remindBefore' };
  const fault = remindBefore.map((text) => faultOfDuration(text, 'remindBefore')).find(Boolean);
  if (fault) return fault;
  const same = remindBefore.find((text, at) => remindBefore.findIndex((o) => durationMs(o) === durationMs(text)) < at);
  return same === undefined
    ? null
    : { reason: makeReason('LADDER_SAME_MOMENT', { text: same }), field: 'remindBefore' };
}

function faultOfDuration(text: string, field: PolicyFault['field']): PolicyFault | null {
  try {
    if (durationMs(text) < LONGEST_MS) return null;
    return { reason: makeReason('DURATION_TOO_LONG', { text, most: LONGEST_MS / DAY_MS }), field };
  } catch {
    return { reason: makeReason('NOT_A_DURATION', { text }), field };
  }
}

function faultOfLevels(levels: EscalationPolicy['levels'], channels: readonly string[]): PolicyFault | null {
  const fault = (reason: Reason): PolicyFault => ({ reason, field: 'levels' });
  if (levels.length === 0) return fault(makeReason('LADDER_WITHOUT_LEVELS'));
  if (levels.length > MOST_LEVELS) return fault(makeReason('LADDER_TOO_MANY_LEVELS', { most: MOST_LEVELS }));
  const empty = levels.findIndex((level) => level.roles.length === 0 || level.channels.length === 0);
  if (empty >= 0) return fault(makeReason('LADDER_LEVEL_EMPTY', { level: empty }));
  const unknown = levels.flatMap((level) => level.channels).find((channel) => !channels.includes(channel));
  return unknown === undefined
    ? null
    : fault(makeReason('CHANNEL_UNKNOWN', { channel: unknown, known: channels.join(', ') }));
}
