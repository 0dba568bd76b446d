/** Where nothing is: what will stand here, why it is empty, and the next thing to do. */
import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Icon } from './Icon.js';

interface EmptyProps {
  icon: string;
  title: string;
  why: string;
  /** A button or a command. */
  next?: ReactNode;
}

export function Empty({ icon, title, why, next }: EmptyProps) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" ta="center">
      <Text c="dimmed" component="span">
        <Icon name={icon} size={36} />
      </Text>
      <Title order={2} size="h3">
        {title}
      </Title>
      <Text c="dimmed" maw={520}>
        {why}
      </Text>
      {next}
    </Stack>
  );
}
