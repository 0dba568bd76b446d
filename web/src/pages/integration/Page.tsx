/** One endpoint: whether messages arrive, which events it takes, its code, what failed, its versions. */
import { Alert, Anchor, Group, Stack, Tabs, Text } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { useMayChange } from '../../access.js';
import { useHint } from '../../data/client.js';
import { useFresh } from '../../data/fresh.js';
import type { EndpointChannelFragment } from '../../parts/endpointChannel.generated.js';
import { QueryFault } from '../../parts/Fault.js';
import { useFilters } from '../../parts/filters.js';
import { HealthBadge } from '../../parts/HealthBadge.js';
import { Loading } from '../../parts/Loading.js';
import { NotThere } from '../../parts/NotThere.js';
import { Page } from '../../parts/Page.js';
import { Since } from '../../parts/Since.js';
import { DOT, t } from '../../words/t.js';
import { CodeTab } from './CodeTab.js';
import { ConnectAgain } from './Connection.js';
import { EventsTab } from './EventsTab.js';
import { FailuresTab } from './FailuresTab.js';
import { EndpointDocument, EndpointEventsDocument, type EndpointQuery } from './integration.generated.js';
import { OnOff } from './OnOff.js';
import { SettingsTab } from './SettingsTab.js';
import type { ShownEndpoint } from './types.js';
import { VersionsTab } from './VersionsTab.js';

export default function IntegrationPage() {
  const { id = '' } = useParams({ strict: false });
  const mayChange = useMayChange();
  const [{ data, error }, ask] = useQuery({ query: EndpointDocument, variables: { id, mayChange } });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useHint(EndpointEventsDocument, {}, refetch);
  useFresh(refetch);
  const endpoint = data?.node && 'url' in data.node ? data.node : null;
  if (!data)
    return (
      <Page title={t('page.integration')}>
        {error ? <QueryFault error={error} /> : <Loading rows={3} height={120} />}
      </Page>
    );
  if (!endpoint)
    return (
      <Page title={t('page.integration')}>
        <NotThere icon="plug" title={t('integration.goneTitle')} why={t('integration.goneWhy')} list="integrations" />
      </Page>
    );
  const channel = data.channels.find((one) => one.channel === endpoint.channel);
  return <Endpoint key={id} endpoint={endpoint} channel={channel} eventTypes={data.eventTypes} changed={refetch} />;
}

const TABS = ['code', 'events', 'failures', 'versions', 'settings'] as const;
/** Of channels with code. */
const OF_CODE: readonly string[] = ['code', 'failures', 'versions'];
/** They show the code. */
const OF_WHO_MAY_CHANGE: readonly string[] = ['code', 'versions'];

interface EndpointProps {
  endpoint: ShownEndpoint;
  channel: EndpointChannelFragment | undefined;
  eventTypes: EndpointQuery['eventTypes'];
  changed(): void;
}

function Endpoint({ endpoint, channel, eventTypes, changed }: EndpointProps) {
  const [{ tab, event }, setFilters] = useFilters(['tab', 'event', 'line']);
  const hasCode = channel?.fields.some(({ type }) => type === 'CODE');
  const mayChange = useMayChange();
  const names = hasCode ? TABS : TABS.filter((name) => !OF_CODE.includes(name));
  const isClosed = (name: string) => !mayChange && OF_WHO_MAY_CHANGE.includes(name);
  const open = names.filter((name) => !isClosed(name));
  const at = open.find((name) => name === tab) ?? open[0];
  return (
    <Page title={endpoint.label} wide={at === 'code'} act={<OnOff endpoint={endpoint} changed={changed} />}>
      <EndpointState endpoint={endpoint} channel={channel} />
      <Tabs
        value={at}
        keepMounted={false}
        onChange={(value) => setFilters({ tab: value ?? undefined, event: undefined, line: undefined })}
      >
        <Tabs.List mb="md">
          {names.map((name) => (
            <Tabs.Tab
              key={name}
              value={name}
              disabled={isClosed(name)}
              title={isClosed(name) ? t('access.adminOnly') : undefined}
            >
              {t(`integration.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="code">
          <CodeTab
            key={event}
            endpoint={endpoint}
            starters={channel?.starters ?? []}
            eventTypes={eventTypes}
            changed={changed}
          />
        </Tabs.Panel>
        <Tabs.Panel value="events">
          <EventsTab endpointId={endpoint.id} eventTypes={eventTypes} disabled={!mayChange} />
        </Tabs.Panel>
        <Tabs.Panel value="failures">
          <FailuresTab endpointId={endpoint.id} />
        </Tabs.Panel>
        <Tabs.Panel value="versions">
          <VersionsTab endpointId={endpoint.id} live={endpoint.transformation ?? ''} changed={changed} />
        </Tabs.Panel>
        <Tabs.Panel value="settings">{channel && <SettingsTab endpoint={endpoint} channel={channel} />}</Tabs.Panel>
      </Tabs>
    </Page>
  );
}

/** What and where it is, and what is wrong with it. */
function EndpointState({ endpoint, channel }: Pick<EndpointProps, 'endpoint' | 'channel'>) {
  const { health, transformationOffSince, url, disabledReason } = endpoint;
  // Who switched it off, switches it on; and where no button is set up, the settings have the address.
  const mayConnect = !channel?.connectProblem && (health.state !== 'DISABLED' || disabledReason !== null);
  return (
    <Stack gap="xs" mb="md">
      <Group gap="sm">
        <HealthBadge health={health} />
        <Text size="sm" c="dimmed">
          <Anchor component={Link} to="/integrations" inherit underline="always">
            {t('page.integrations')}
          </Anchor>
          {DOT}
          {[channel?.label, url].filter(Boolean).join(DOT)}
        </Text>
      </Group>
      {health.message && (
        <Alert color="orange">
          <Stack gap={4} align="flex-start">
            <Text size="sm" className="sentence">
              {health.message}
            </Text>
            <Since at={health.since} />
            {channel && mayConnect && <ConnectAgain endpoint={endpoint} channel={channel} size="xs" />}
          </Stack>
        </Alert>
      )}
      {transformationOffSince && (
        <Alert color="orange">
          <Text size="sm">{t('integration.codeOff')}</Text>
          <Since at={transformationOffSince} />
        </Alert>
      )}
    </Stack>
  );
}
