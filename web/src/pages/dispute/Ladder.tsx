/** The ladder on the axis of time, from the opening to the deadline; and the same as a list, for everybody who reads. */
import { Group, Stack, Text } from '@mantine/core';
import { useNow } from '../../now.js';
import '../../parts/timeline.css';
import { Moment } from '../../parts/Moment.js';
import { list, moment } from '../../words/moments.js';
import { t } from '../../words/t.js';
import type { FullDispute, Names } from './types.js';

type Reminder = FullDispute['reminders'][number];

interface LadderProps {
  dispute: FullDispute;
  names: Names;
}

export function Ladder({ dispute, names }: LadderProps) {
  const { openedAt, respondBy, respondBySource, reminders } = dispute;
  if (!respondBy) return null;
  return (
    <Stack gap="xs">
      <Track from={Date.parse(openedAt)} to={Date.parse(respondBy)} reminders={reminders} />
      <ol className="timeline ladder">
        <Step at={openedAt} text={t('dispute.start')} />
        {reminders.map((one) => (
          <Step
            key={one.dueAt}
            at={one.sentAt ?? one.dueAt}
            text={reminderReaders(one, dispute, names)}
            note={t(`dispute.step.${one.state}`, { count: one.deliveries })}
          />
        ))}
        <Step
          at={respondBy}
          text={t('dispute.deadline')}
          note={t(respondBySource === 'ESTIMATED' ? 'dispute.byRule' : 'dispute.byProvider')}
        />
      </ol>
    </Stack>
  );
}

/** "Owner and Finance by E-mail and Push"; of what somebody may not see, that it is a reminder. */
function reminderReaders({ roles, level }: Reminder, { escalationPolicy }: FullDispute, names: Names): string {
  if (!roles) return t('dispute.reminded');
  const channels = escalationPolicy?.levels[Math.min(level, escalationPolicy.levels.length - 1)]?.channels ?? [];
  return t('dispute.tells', {
    who: list(roles.map((role) => names.roles.find((one) => one.role === role)?.label ?? role)),
    channels: list(channels.map((channel) => names.channels.find((one) => one.channel === channel)?.label ?? channel)),
  });
}

function Step({ at, text, note }: { at: string; text: string; note?: string }) {
  return (
    <li className="timeline-entry">
      <Text component="div" size="xs" c="dimmed">
        <Moment at={at} both />
      </Text>
      <Group gap={6}>
        <Text size="sm">{text}</Text>
        {note && (
          <Text size="xs" c="dimmed">
            {note}
          </Text>
        )}
      </Group>
    </li>
  );
}

/** Silent: the list says the same. All in epoch milliseconds. */
function Track({ from, to, reminders }: { from: number; to: number; reminders: readonly Reminder[] }) {
  const now = useNow(60_000);
  const place = (at: number) => `${Math.min(Math.max((at - from) / Math.max(to - from, 1), 0), 1) * 100}%`;
  const dots = [
    { at: from, state: 'OPENED' },
    ...reminders.map(({ dueAt, state }) => ({ at: Date.parse(dueAt), state })),
    { at: to, state: 'DEADLINE' },
  ];
  return (
    <div className="ladder-track" aria-hidden="true">
      <div className="ladder-gone" style={{ width: place(now) }} />
      {dots.map(({ at, state }) => (
        <span
          key={at}
          className="ladder-dot"
          data-state={state}
          style={{ insetInlineStart: place(at) }}
          title={moment(at)}
        />
      ))}
      <div className="ladder-now" style={{ insetInlineStart: place(now) }} title={t('dispute.now')} />
    </div>
  );
}
