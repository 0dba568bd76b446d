/** The frame of a page: its heading, which is the title of the tab as well, what it is for, and its first act. */
import { Box, Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { DOT } from '../words/t.js';

interface PageProps {
  title: string;
  /** One sentence: what it is good for. */
  about?: string;
  act?: ReactNode;
  /** As wide as the window: for what stands side by side. */
  wide?: boolean;
  children: ReactNode;
}

export function Page({ title, about, act, wide = false, children }: PageProps) {
  useEffect(() => {
    // A heading may say where its words break.
    document.title = `${title.replaceAll('\u00ad', '')}${DOT}Tocsin`;
  }, [title]);
  return (
    <Box maw={wide ? 1680 : 1120} mx="auto">
      <Group justify="space-between" align="flex-start" mb="md" gap="sm">
        <Box style={{ flex: '1 1 16rem' }}>
          <Title order={1}>{title}</Title>
          {about && (
            <Text c="dimmed" size="sm" mt={4}>
              {about}
            </Text>
          )}
        </Box>
        {act}
      </Group>
      {children}
    </Box>
  );
}
