/** Whether messages arrive at a destination, in one word, and how many of the last ones were taken. */
import { Badge, Group, Text } from '@mantine/core';
import { percent } from '../words/moments.js';
import { t } from '../words/t.js';

const COLORS = { HEALTHY: 'green', FAILING: 'orange', PAUSED: 'orange', DISABLED: 'gray' };

interface HealthBadgeProps {
  health: { state: keyof typeof COLORS; successRate: number | null };
}

export function HealthBadge({ health: { state, successRate } }: HealthBadgeProps) {
  return (
    <Group gap="xs" wrap="nowrap">
      <Badge variant="light" color={COLORS[state]} style={{ flex: 'none' }}>
        {t(`health.${state}`)}
      </Badge>
      {successRate !== null && (
        <Text size="xs" c="dimmed" component="span">
          {t('health.rate', { rate: percent(successRate) })}
        </Text>
      )}
    </Group>
  );
}
