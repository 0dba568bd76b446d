/** A part of a page in a box, under its heading, with its own act. */
import { Card, Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

interface PanelProps {
  title: string;
  /** One sentence: what it is for. */
  about?: string;
  act?: ReactNode;
  children: ReactNode;
}

export function Panel({ title, about, act, children }: PanelProps) {
  return (
    <Card withBorder component="section" aria-label={title}>
      <Group justify="space-between" align="flex-start" mb="xs" gap="xs">
        <div style={{ flex: '1 1 14rem' }}>
          <Title order={2} size="h4">
            {title}
          </Title>
          {about && (
            <Text size="sm" c="dimmed">
              {about}
            </Text>
          )}
        </div>
        {act}
      </Group>
      {children}
    </Card>
  );
}
