/** What does not work as it should, a line each, with the way to its repair. */
import { Group, Paper, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Icon } from './Icon.js';

export interface CareLine {
  key: string;
  title: string;
  why: string;
  to: string;
  /** Something critical reaches nobody, or does not come in at all. */
  grave: boolean;
}

export function CareList({ lines }: { lines: readonly CareLine[] }) {
  return (
    <Paper withBorder component="ul" m={0} p={0} className="rows">
      {lines.map((line) => (
        <li key={line.key}>
          <Link to={line.to} className="row">
            <Group wrap="nowrap" gap="sm">
              <Text c={line.grave ? 'var(--mantine-color-red-light-color)' : 'dimmed'} component="span" lh={1}>
                <Icon name="warning" />
              </Text>
              <div style={{ flex: 1, minWidth: 0 }}>
                <Text size="sm" fw={600}>
                  {line.title}
                </Text>
                <Text size="sm" c="dimmed" className="sentence">
                  {line.why}
                </Text>
              </div>
              <Icon name="chevron" size={16} />
            </Group>
          </Link>
        </li>
      ))}
    </Paper>
  );
}
