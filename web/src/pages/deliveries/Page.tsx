/** Every message that was to go out, and what became of it: the newest first. What failed goes out again, counted first. */
import { Button, Select } from '@mantine/core';
import { useQuery } from 'urql';
import { useSeesAll } from '../../access.js';
import { useHint } from '../../data/client.js';
import { usePages } from '../../data/pages.js';
import { BulkRetry } from '../../parts/BulkRetry.js';
import { DataList } from '../../parts/DataList.js';
import { Empty } from '../../parts/Empty.js';
import { QueryFault } from '../../parts/Fault.js';
import { FilterBar } from '../../parts/FilterBar.js';
import { type Filters, useFilters } from '../../parts/filters.js';
import { NewRows } from '../../parts/NewRows.js';
import { Page } from '../../parts/Page.js';
import { PeriodFields } from '../../parts/PeriodFields.js';
import { PERIOD_NAMES, rangeOf } from '../../parts/period.js';
import { RETRYABLE, STATUSES } from '../../parts/StatusBadge.js';
import { ToPage } from '../../parts/ToPage.js';
import { useWindow } from '../../parts/window.js';
import { codeWord, DOT, region, t } from '../../words/t.js';
import { DeliveryRow } from './DeliveryRow.js';
import {
  type Channel,
  DeliveriesChangedDocument,
  DeliveriesDocument,
  type DeliveriesQuery,
  DeliveryChoicesDocument,
  type DeliveryChoicesQuery,
  type DeliveryFilter,
  type DeliveryStatus,
  NewDeliveriesDocument,
} from './deliveries.generated.js';

const NAMES = ['status', 'channel', 'destination', 'event', ...PERIOD_NAMES] as const;
type Names = Filters<(typeof NAMES)[number]>;

export default function DeliveriesPage() {
  const whole = useSeesAll();
  const [filters, setFilters] = useFilters(NAMES);
  const [until, renew] = useWindow();
  const [{ data: choices }] = useQuery({ query: DeliveryChoicesDocument, variables: { locale: region, whole } });
  const { after, before, open } = rangeOf(filters, until);
  const chosen = deliveryFilter(filters);
  const filter = { ...chosen, createdAfter: after, createdBefore: before };
  const active = NAMES.filter((name) => filters[name]).length;
  const clear = () => setFilters(Object.fromEntries(NAMES.map((name) => [name, undefined])));
  const retryable = !filters.status || RETRYABLE.includes(filters.status);
  return (
    <Page
      title={t('page.deliveries')}
      about={t('deliveries.about')}
      act={whole && retryable && <BulkRetry filter={filter} label={t('bulkRetry.button')} onDone={renew} />}
    >
      <FilterBar active={active} onClear={clear}>
        <Choices filters={filters} setFilters={setFilters} choices={choices} />
      </FilterBar>
      {open && <WaitingDeliveries filter={{ ...chosen, createdAfter: until }} onShow={renew} />}
      <DeliveryList
        key={JSON.stringify(filter)}
        filter={filter}
        channels={choices?.channels ?? []}
        narrowed={active > 0}
        onClear={clear}
      />
    </Page>
  );
}

const deliveryFilter = ({ status, channel, destination, event }: Names): DeliveryFilter => ({
  status: (status as DeliveryStatus | undefined) ?? null,
  channel: (channel as Channel | undefined) ?? null,
  destinationId: destination ?? null,
  eventId: event ?? null,
});

interface ChoicesProps {
  filters: Names;
  setFilters(changes: Names): void;
  choices: DeliveryChoicesQuery | undefined;
}

function Choices({ filters, setFilters, choices }: ChoicesProps) {
  const channels = choices?.channels ?? [];
  const nameOf = (channel: string) => channels.find((one) => one.channel === channel)?.label ?? channel;
  const destinations = choices?.destinations?.edges.map(({ node }) => node) ?? [];
  return (
    <>
      <Select
        aria-label={t('deliveries.state')}
        placeholder={t('deliveries.state')}
        data={STATUSES.map((value) => ({ value, label: codeWord('delivery.status', value) }))}
        value={filters.status ?? null}
        onChange={(status) => setFilters({ status: status ?? undefined })}
        clearable
        w={{ base: '100%', xs: 180 }}
      />
      <Select
        aria-label={t('deliveries.channel')}
        placeholder={t('deliveries.channel')}
        data={channels.map(({ channel, label }) => ({ value: channel, label }))}
        value={filters.channel ?? null}
        onChange={(channel) => setFilters({ channel: channel ?? undefined })}
        clearable
        w={{ base: '100%', xs: 160 }}
      />
      {choices?.destinations && (
        <Select
          aria-label={t('deliveries.destination')}
          placeholder={t('deliveries.destination')}
          data={destinations.map(({ id, label, channel }) => ({
            value: id,
            label: `${label}${DOT}${nameOf(channel)}`,
          }))}
          value={filters.destination ?? null}
          onChange={(destination) => setFilters({ destination: destination ?? undefined })}
          searchable
          clearable
          w={{ base: '100%', xs: 220 }}
          comboboxProps={{ width: 320, position: 'bottom-start' }}
        />
      )}
      <PeriodFields value={filters} onChange={(period) => setFilters(period)} />
    </>
  );
}

function WaitingDeliveries({ filter, onShow }: { filter: DeliveryFilter; onShow(): void }) {
  const [{ data }, ask] = useQuery({
    query: NewDeliveriesDocument,
    variables: { filter },
    requestPolicy: 'network-only',
  });
  useHint(DeliveriesChangedDocument, {}, () => ask({ requestPolicy: 'network-only' }));
  const page = data?.deliveries;
  return <NewRows count={page?.edges.length ?? 0} more={page?.pageInfo.hasNextPage ?? false} onShow={onShow} />;
}

interface ListProps {
  filter: DeliveryFilter;
  channels: DeliveryChoicesQuery['channels'];
  narrowed: boolean;
  onClear(): void;
}

const pageOfDeliveries = ({ deliveries }: DeliveriesQuery) => deliveries;

function DeliveryList({ filter, channels, narrowed, onClear }: ListProps) {
  const whole = useSeesAll();
  const { rows, error, loading, more } = usePages(
    'deliveries',
    DeliveriesDocument,
    { filter, locale: region, whole },
    pageOfDeliveries,
  );
  const nameOf = (channel: string) => channels.find((one) => one.channel === channel)?.label ?? channel;
  const clear = (
    <Button variant="default" onClick={onClear}>
      {t('filter.clear')}
    </Button>
  );
  return (
    <div className="log">
      {error && <QueryFault error={error} />}
      {(rows || !error) && (
        <DataList
          rows={rows}
          height={84}
          to={({ event }) => `/events/${event.id}`}
          search={({ id }) => ({ delivery: id })}
          more={more}
          loading={loading}
          render={(delivery) => <DeliveryRow delivery={delivery} channel={nameOf(delivery.channel)} />}
          empty={
            narrowed ? (
              <Empty icon="search" title={t('filter.none')} why={t('deliveries.noneWhy')} next={clear} />
            ) : (
              <Empty
                icon="send"
                title={t('deliveries.emptyTitle')}
                why={t('deliveries.emptyWhy')}
                next={whole && <ToPage path="/sources" label={t('page.sources')} />}
              />
            )
          }
        />
      )}
    </div>
  );
}
