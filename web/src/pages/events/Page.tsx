/** What happened: the newest first, narrowed by what stands in the address. New events wait until their reader wants them. */
import { Button, Group } from '@mantine/core';
import { useQuery } from 'urql';
import { useSeesAll } from '../../access.js';
import { useHint } from '../../data/client.js';
import { usePages } from '../../data/pages.js';
import { BulkRetry } from '../../parts/BulkRetry.js';
import { DataList } from '../../parts/DataList.js';
import { Empty } from '../../parts/Empty.js';
import { QueryFault } from '../../parts/Fault.js';
import { useFilters } from '../../parts/filters.js';
import { NewRows } from '../../parts/NewRows.js';
import { Page } from '../../parts/Page.js';
import { rangeOf } from '../../parts/period.js';
import { ToPage } from '../../parts/ToPage.js';
import { WhatIf } from '../../parts/WhatIf.js';
import { useWindow } from '../../parts/window.js';
import { region, t } from '../../words/t.js';
import { EventRow } from './EventRow.js';
import {
  EventChoicesDocument,
  type EventFilter,
  type EventStatus,
  EventsChangedDocument,
  EventsDocument,
  type EventsQuery,
  NewEventsDocument,
} from './events.generated.js';
import { EventFilters, type EventNames, NAMES } from './Filters.js';

export default function EventsPage() {
  const whole = useSeesAll();
  const [filters, setFilters] = useFilters(NAMES);
  const [until, renew] = useWindow();
  const [{ data: choices }] = useQuery({ query: EventChoicesDocument, variables: { locale: region, whole } });
  const { after, before, open } = rangeOf(filters, until);
  const chosen = eventFilter(filters);
  const filter = { ...chosen, receivedAfter: after, receivedBefore: before };
  const active = NAMES.filter((name) => name !== 'query' && filters[name]).length;
  const clear = () => setFilters(Object.fromEntries(NAMES.map((name) => [name, undefined])));
  return (
    <Page
      title={t('page.events')}
      about={t('events.about')}
      act={
        whole && (
          <Group gap="xs">
            <WhatIf type={filters.type} />
            <BulkRetry filter={{ createdAfter: after }} label={t('bulkRetry.button')} onDone={renew} />
          </Group>
        )
      }
    >
      <EventFilters
        filters={filters}
        setFilters={setFilters}
        choices={choices}
        active={active + (filters.query ? 1 : 0)}
        onClear={clear}
      />
      {open && <WaitingEvents filter={{ ...chosen, receivedAfter: until }} whole={whole} onShow={renew} />}
      <EventList
        key={JSON.stringify(filter)}
        filter={filter}
        whole={whole}
        narrowed={active > 0 || !!filters.query}
        onClear={clear}
      />
    </Page>
  );
}

const eventFilter = ({ query, type, status, source }: EventNames): EventFilter => ({
  query: query ?? null,
  type: type ?? null,
  status: (status as EventStatus | undefined) ?? null,
  sourceId: source ?? null,
});

function WaitingEvents({ filter, whole, onShow }: { filter: EventFilter; whole: boolean; onShow(): void }) {
  const [{ data }, ask] = useQuery({ query: NewEventsDocument, variables: { filter }, requestPolicy: 'network-only' });
  useHint(EventsChangedDocument, { locale: region, whole }, () => ask({ requestPolicy: 'network-only' }));
  const page = data?.events;
  return <NewRows count={page?.edges.length ?? 0} more={page?.pageInfo.hasNextPage ?? false} onShow={onShow} />;
}

interface ListProps {
  filter: EventFilter;
  whole: boolean;
  narrowed: boolean;
  onClear(): void;
}

const pageOfEvents = ({ events }: EventsQuery) => events;

function EventList({ filter, whole, narrowed, onClear }: ListProps) {
  const { rows, error, loading, more } = usePages(
    'events',
    EventsDocument,
    { filter, locale: region, whole },
    pageOfEvents,
  );
  return (
    <div className="log">
      {error && <QueryFault error={error} />}
      {(rows || !error) && (
        <DataList
          rows={rows}
          height={64}
          to={({ id }) => `/events/${id}`}
          more={more}
          loading={loading}
          render={(event) => <EventRow event={event} />}
          empty={narrowed ? <NoneMatches onClear={onClear} /> : <NoneYet whole={whole} />}
        />
      )}
    </div>
  );
}

function NoneMatches({ onClear }: { onClear(): void }) {
  const clear = (
    <Button variant="default" onClick={onClear}>
      {t('filter.clear')}
    </Button>
  );
  return <Empty icon="search" title={t('filter.none')} why={t('events.noneWhy')} next={clear} />;
}

function NoneYet({ whole }: { whole: boolean }) {
  const next = whole && <ToPage path="/sources" label={t('page.sources')} />;
  return (
    <Empty
      icon="list"
      title={t('events.emptyTitle')}
      why={t(whole ? 'events.emptyWhy' : 'events.emptyWhyOwn')}
      next={next}
    />
  );
}
