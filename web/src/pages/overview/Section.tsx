/** A part of the overview, under its heading. */
import { Anchor, Group, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface SectionProps {
  title: string;
  /** The page that has all of it. */
  all?: { to: string; label: string };
  children: ReactNode;
}

export function Section({ title, all, children }: SectionProps) {
  return (
    <section aria-label={title}>
      <Group justify="space-between" mb="xs">
        <Title order={2}>{title}</Title>
        {all && (
          <Anchor component={Link} to={all.to} size="sm">
            {all.label}
          </Anchor>
        )}
      </Group>
      {children}
    </section>
  );
}
