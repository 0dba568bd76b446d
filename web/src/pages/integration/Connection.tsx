/** Which room of which workspace it posts to, where that is changed, and the way to connect it again. */
import { Button, Group, Stack } from '@mantine/core';
import { useMayChange } from '../../access.js';
import { Connect } from '../../parts/Connect.js';
import type { EndpointChannelFragment } from '../../parts/endpointChannel.generated.js';
import { Icon } from '../../parts/Icon.js';
import { Panel } from '../../parts/Panel.js';
import { t } from '../../words/t.js';
import type { EndpointPageFragment } from './integration.generated.js';

interface ConnectionProps {
  endpoint: EndpointPageFragment;
  channel: EndpointChannelFragment;
}

/** Nothing where its channel is not connected by a button. */
export function Connection({ endpoint, channel }: ConnectionProps) {
  const { connection } = endpoint;
  if (!channel.connectLabel) return null;
  return (
    <Panel
      title={t('integration.connection')}
      about={t(connection ? 'integration.connectAgainWhy' : 'integration.notConnectedWhy', { channel: channel.label })}
    >
      <Stack gap="sm" align="flex-start">
        {connection && (
          <dl className="facts">
            <div>
              <dt>{t('integration.room')}</dt>
              <dd>{connection.room}</dd>
            </div>
            {connection.team && (
              <div>
                <dt>{t('integration.team')}</dt>
                <dd>{connection.team}</dd>
              </div>
            )}
          </dl>
        )}
        <Group gap="sm">
          <ConnectAgain endpoint={endpoint} channel={channel} />
          {connection?.manageUrl && (
            <Button
              component="a"
              href={connection.manageUrl}
              target="_blank"
              rel="noreferrer"
              variant="default"
              rightSection={<Icon name="external" size={14} />}
            >
              {t('integration.manageAt', { channel: channel.label })}
            </Button>
          )}
        </Group>
      </Stack>
    </Panel>
  );
}

/** By a button alone. */
export function ConnectAgain({ endpoint, channel, size }: ConnectionProps & { size?: 'xs' }) {
  const { connectLabel, connectProblem: problem } = channel;
  const mayChange = useMayChange();
  if (!connectLabel) return null;
  const label = endpoint.connection ? t('integration.connectAgain') : connectLabel;
  return (
    <Connect
      channel={endpoint.channel}
      endpointId={endpoint.id}
      label={label}
      problem={problem}
      disabled={!mayChange}
      variant="default"
      size={size}
    />
  );
}
