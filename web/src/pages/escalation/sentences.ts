/** A step in words: when, whom, by what. */
import { list } from '../../words/moments.js';
import { t } from '../../words/t.js';
import type { EscalationQuery } from './escalation.generated.js';
import { largestUnit, type Step } from './steps.js';

export type Names = Pick<EscalationQuery, 'roles' | 'channels'>;

export function timeText(minutes: number): string {
  const { count, unit } = largestUnit(minutes);
  return t(`escalation.time.${unit}`, { count });
}

export function whenText({ before }: Pick<Step, 'before'>): string {
  if (before === 'OPENING') return t('escalation.atOnce');
  if (before === 'RESERVE') return t('escalation.reserve');
  return t('escalation.before', { time: timeText(before) });
}

/** "tell Owner and Finance by E-mail and Push" */
export function tellsText({ roles, channels }: Pick<Step, 'roles' | 'channels'>, names: Names): string {
  if (roles.length === 0 || channels.length === 0) return t('escalation.tellsNobody');
  return t('escalation.tells', {
    who: list(roles.map((role) => names.roles.find((one) => one.role === role)?.label ?? role)),
    channels: list(channels.map((channel) => names.channels.find((one) => one.channel === channel)?.label ?? channel)),
  });
}
