/** How long is left until a deadline. Silent to screen readers but where it matters: its page announces that. */
import { Text } from '@mantine/core';
import { useNow } from '../now.js';
import { moment, utc } from '../words/moments.js';
import { DOT, t } from '../words/t.js';
import { timeLeft } from './time-left.js';

interface CountdownProps {
  /** ISO 8601. */
  until: string;
  /** By a rule of ours, where the provider states none. */
  estimated?: boolean;
}

export function Countdown({ until, estimated = false }: CountdownProps) {
  const at = Date.parse(until);
  const left = timeLeft(at, useNow(1_000));
  const words = left.parts === null ? t('countdown.over') : t(`countdown.${left.parts.unit}`, left.parts.values);
  const color =
    left.urgency === 'calm'
      ? undefined
      : left.urgency === 'near'
        ? 'var(--mantine-color-orange-light-color)'
        : 'var(--mantine-color-red-light-color)';
  return (
    <Text component="span" inherit role="timer" fw={600} c={color} title={`${moment(at)}${DOT}${utc(at)}`}>
      {words}
      {estimated && `${DOT}${t('countdown.estimated')}`}
    </Text>
  );
}
