/** One card for each channel that endpoints have. */
import { Button, Card, Group, SimpleGrid, Space, Text, Title } from '@mantine/core';
import { Connect } from '../../parts/Connect.js';
import type { EndpointChannelFragment } from '../../parts/endpointChannel.generated.js';
import { Icon } from '../../parts/Icon.js';
import { Loading } from '../../parts/Loading.js';
import { list } from '../../words/moments.js';
import { t } from '../../words/t.js';

interface ConnectorsProps {
  channels: readonly EndpointChannelFragment[] | undefined;
  disabled: boolean;
  onChoose(channel: string): void;
}

export function Connectors({ channels, disabled, onChoose }: ConnectorsProps) {
  if (!channels) return <Loading rows={3} height={150} />;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, md: 3 }}>
      {channels.map(({ channel, label, description, starters, connectLabel, connectProblem }) => (
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
          {connectLabel && (
            <Connect channel={channel} label={connectLabel} problem={connectProblem} disabled={disabled} mb="xs" />
          )}
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
