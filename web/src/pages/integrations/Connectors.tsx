/** One card for each way out that is no person's. */
import { Button, Card, Group, SimpleGrid, Space, Text, Title } from '@mantine/core';
import { Icon } from '../../parts/Icon.js';
import { Loading } from '../../parts/Loading.js';
import { list } from '../../words/moments.js';
import { t } from '../../words/t.js';
import type { IntegrationsQuery } from './integrations.generated.js';

export type Way = IntegrationsQuery['channels'][number];

interface ConnectorsProps {
  ways: readonly Way[] | undefined;
  disabled: boolean;
  onChoose(channel: string): void;
}

export function Connectors({ ways, disabled, onChoose }: ConnectorsProps) {
  if (!ways) return <Loading rows={3} height={150} />;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
      {ways.map(({ channel, label, description, starters }) => (
        <Card key={channel} withBorder component="article" aria-label={label} style={{ display: 'flex' }}>
          <Group gap="xs" mb={4}>
            <Icon name={label} />
            <Title order={3} size="h4">
              {label}
            </Title>
          </Group>
          <Text size="sm">{description}</Text>
          {starters.length > 0 && (
            <Text size="sm" c="dimmed" mt="xs">
              {t('integrations.starters', { names: list(starters.map(({ name }) => name)) })}
            </Text>
          )}
          <Space flex={1} h="md" />
          <Button
            variant="default"
            style={{ alignSelf: 'flex-start' }}
            leftSection={<Icon name="plus" size={16} />}
            disabled={disabled}
            title={disabled ? t('access.adminOnly') : undefined}
            aria-label={t('integrations.addTo', { channel: label })}
            onClick={() => onChoose(channel)}
          >
            {t('integrations.add')}
          </Button>
        </Card>
      ))}
    </SimpleGrid>
  );
}
