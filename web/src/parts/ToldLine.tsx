/** One of those who are told of an event, or are not: how it ends, to whom, by which channel, and why in one sentence. */
import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { DOT } from '../words/t.js';
import { receiverOf, type Sent } from './receiver.js';

interface ToldLineProps {
  told: Sent;
  /** Its name. */
  channel: string;
  badge: ReactNode;
  /** Left out on purpose: it stands back. */
  quiet: boolean;
  sentence: string | null | undefined;
  /** What can be done about it. */
  acts?: ReactNode;
}

export function ToldLine({ told, channel, badge, quiet, sentence, acts }: ToldLineProps) {
  const name = receiverOf(told);
  return (
    <div className="told-row">
      <div>
        <Group gap={8}>
          {badge}
          <Text size="sm" fw={quiet ? 400 : 550} c={quiet ? 'dimmed' : undefined}>
            {name && `${name}${DOT}`}
            {told.to}
          </Text>
          <Text size="sm" c="dimmed">
            {channel}
          </Text>
        </Group>
        {sentence && (
          <Text size="sm" c="dimmed" className="sentence">
            {sentence}
          </Text>
        )}
      </div>
      {acts && (
        <Group gap="md" wrap="nowrap">
          {acts}
        </Group>
      )}
    </div>
  );
}
