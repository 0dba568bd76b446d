/** The endpoints that events go to, and the connectors that make more of them. */
import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { useMayChange } from '../../access.js';
import { DataList } from '../../parts/DataList.js';
import { Empty } from '../../parts/Empty.js';
import { QueryFault } from '../../parts/Fault.js';
import { useFilters } from '../../parts/filters.js';
import { HealthBadge } from '../../parts/HealthBadge.js';
import { Icon } from '../../parts/Icon.js';
import { Page } from '../../parts/Page.js';
import { DOT, t } from '../../words/t.js';
import { AddEndpoint } from './AddEndpoint.js';
import { Connectors } from './Connectors.js';
import { EndpointListDocument, type EndpointListQuery, IntegrationsDocument } from './integrations.generated.js';

type Destination = EndpointListQuery['destinations']['edges'][number]['node'];
type Endpoint = Extract<Destination, { url: string }>;

export default function IntegrationsPage() {
  const [{ data, error }] = useQuery({ query: IntegrationsDocument });
  const [{ add }, setFilters] = useFilters(['add']);
  const mayChange = useMayChange();
  const endpoints = useEndpoints();
  const channels = data?.channels.filter(({ personal }) => !personal);
  const added = channels?.find(({ channel }) => channel === add);
  if (added && data && mayChange)
    return (
      <AddEndpoint
        key={added.channel}
        channel={added}
        eventTypes={data.eventTypes}
        onClose={() => setFilters({ add: undefined })}
      />
    );
  const labelOf = (channel: string) => channels?.find((one) => one.channel === channel)?.label ?? channel;
  return (
    <Page title={t('page.integrations')} about={t('integrations.about')}>
      {error && <QueryFault error={error} />}
      {endpoints.error && <QueryFault error={endpoints.error} />}
      <Stack gap="xl" className="in-order">
        {(endpoints.rows || !endpoints.error) && (
          <DataList
            rows={endpoints.rows}
            height={64}
            to={({ id }) => `/integrations/${id}`}
            render={(endpoint) => <Row endpoint={endpoint} channel={labelOf(endpoint.channel)} />}
            empty={
              <Empty
                icon="plug"
                title={t('integrations.emptyTitle')}
                why={t('integrations.emptyWhy')}
                next={<Anchor href="#connectors">{t('integrations.choose')}</Anchor>}
              />
            }
          />
        )}
        <section aria-labelledby="connectors">
          <Title order={2} size="h3" id="connectors" mb="sm">
            {t('integrations.connectors')}
          </Title>
          <Connectors channels={channels} disabled={!mayChange} onChoose={(channel) => setFilters({ add: channel })} />
        </section>
      </Stack>
    </Page>
  );
}

/** All of them: people's own destinations come in the same list. */
function useEndpoints() {
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }] = useQuery({ query: EndpointListDocument, variables: { after } });
  const page = data?.destinations;
  const next = !fetching && page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  useEffect(() => {
    if (next !== null) setAfter(next);
  }, [next]);
  const rows = page?.edges.flatMap(({ node }): Endpoint[] => ('url' in node && node.recipient === null ? [node] : []));
  return { rows: rows?.length === 0 && next !== null ? undefined : rows, error };
}

function Row({ endpoint, channel }: { endpoint: Endpoint; channel: string }) {
  const { label, health, url, transformationOffSince } = endpoint;
  return (
    <Group justify="space-between" gap="xs">
      <div style={{ minWidth: 0, flex: '1 1 14rem' }}>
        <Text fw={600}>{label}</Text>
        <Text size="sm" c="dimmed">
          {channel}
          {DOT}
          {url}
        </Text>
        {(health.message || transformationOffSince) && (
          <Text size="sm" className="sentence" c="var(--mantine-color-orange-light-color)">
            {transformationOffSince ? t('integration.codeOff') : health.message}
          </Text>
        )}
      </div>
      <Group gap="sm" wrap="nowrap">
        <HealthBadge health={health} />
        <Icon name="chevron" size={16} />
      </Group>
    </Group>
  );
}
