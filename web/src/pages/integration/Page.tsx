/** One endpoint: whether messages arrive, which events it takes, its code, what failed, its versions. */
import { Alert, Anchor, Button, Group, Stack, Tabs, Text } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { useMayChange } from '../../access.js';
import { useHint } from '../../data/client.js';
import { Empty } from '../../parts/Empty.js';
import { QueryFault } from '../../parts/Fault.js';
import { useFilters } from '../../parts/filters.js';
import { HealthBadge } from '../../parts/HealthBadge.js';
import { Loading } from '../../parts/Loading.js';
import { Moment } from '../../parts/Moment.js';
import { Page } from '../../parts/Page.js';
import { t } from '../../words/t.js';
import { CodeTab } from './CodeTab.js';
import { EventsTab } from './EventsTab.js';
import { FailuresTab } from './FailuresTab.js';
import {
  EndpointDocument,
  EndpointEventsDocument,
  type EndpointPageFragment,
  type EndpointQuery,
} from './integration.generated.js';
import { OnOff } from './OnOff.js';
import { SettingsTab } from './SettingsTab.js';
import { VersionsTab } from './VersionsTab.js';

export type Way = EndpointQuery['channels'][number];

export default function IntegrationPage() {
  const { id = '' } = useParams({ strict: false });
  const [{ data, error }, ask] = useQuery({ query: EndpointDocument, variables: { id } });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useHint(EndpointEventsDocument, {}, refetch);
  const endpoint = data?.node && 'url' in data.node ? data.node : null;
  if (!data)
    return (
      <Page title={t('page.integration')}>
        {error ? <QueryFault error={error} retry={refetch} /> : <Loading rows={3} height={120} />}
      </Page>
    );
  if (!endpoint)
    return (
      <Page title={t('page.integration')}>
        <Empty
          icon="plug"
          title={t('integration.goneTitle')}
          why={t('integration.goneWhy')}
          next={
            <Button component={Link} to="/integrations" variant="default">
              {t('page.integrations')}
            </Button>
          }
        />
      </Page>
    );
  const way = data.channels.find(({ channel }) => channel === endpoint.channel);
  return <Endpoint key={id} endpoint={endpoint} way={way} eventTypes={data.eventTypes} changed={refetch} />;
}

interface EndpointProps {
  endpoint: EndpointPageFragment;
  way: Way | undefined;
  eventTypes: EndpointQuery['eventTypes'];
  changed(): void;
}

function Endpoint({ endpoint, way, eventTypes, changed }: EndpointProps) {
  const [{ tab, event }, setFilters] = useFilters(['tab', 'event']);
  const hasCode = (way?.starters.length ?? 0) > 0;
  const at = tab ?? (hasCode ? 'code' : 'events');
  const mayChange = useMayChange();
  const names = [
    ...(hasCode ? ['code' as const] : []),
    'events' as const,
    ...(hasCode ? (['failures', 'versions'] as const) : []),
    'settings' as const,
  ];
  return (
    <Page title={endpoint.label} wide={at === 'code'} act={<OnOff endpoint={endpoint} changed={changed} />}>
      <Standing endpoint={endpoint} way={way} />
      <Tabs
        value={at}
        keepMounted={false}
        onChange={(value) => setFilters({ tab: value ?? undefined, ...(value === 'code' ? {} : { event: undefined }) })}
      >
        <Tabs.List mb="md">
          {names.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`integration.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="code">
          <CodeTab
            key={event}
            endpoint={endpoint}
            starters={way?.starters ?? []}
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
        <Tabs.Panel value="settings">{way && <SettingsTab endpoint={endpoint} way={way} />}</Tabs.Panel>
      </Tabs>
    </Page>
  );
}

/** What and where it is, and what is wrong with it. */
function Standing({ endpoint, way }: Pick<EndpointProps, 'endpoint' | 'way'>) {
  const { health, transformationOffSince, url } = endpoint;
  return (
    <Stack gap="xs" mb="md">
      <Group gap="sm">
        <HealthBadge health={health} />
        <Text size="sm" c="dimmed">
          <Anchor component={Link} to="/integrations" inherit underline="always">
            {t('page.integrations')}
          </Anchor>{' '}
          · {way?.label} · {url}
        </Text>
      </Group>
      {health.message && (
        <Alert color="orange">
          {health.message} <Moment at={health.since} />
        </Alert>
      )}
      {transformationOffSince && (
        <Alert color="orange">
          {t('integration.codeOff')} <Moment at={transformationOffSince} />
        </Alert>
      )}
    </Stack>
  );
}
