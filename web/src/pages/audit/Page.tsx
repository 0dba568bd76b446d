/** Who changed what, from what to what, and when: newest first, never changed and never deleted. */
import { Stack } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { DataList } from '../../parts/DataList.js';
import { Empty } from '../../parts/Empty.js';
import { QueryFault } from '../../parts/Fault.js';
import { FilterBar } from '../../parts/FilterBar.js';
import { useFilters } from '../../parts/filters.js';
import { Page } from '../../parts/Page.js';
import { PeriodFields } from '../../parts/PeriodFields.js';
import { PERIOD_NAMES, rangeOf } from '../../parts/period.js';
import { SearchField } from '../../parts/SearchField.js';
import { useWindow } from '../../parts/window.js';
import { t } from '../../words/t.js';
import { AuditDocument } from './audit.generated.js';
import { EntryRow } from './EntryRow.js';
import { latestOf } from './latest.js';
import { type Entry, undoOf } from './undo.js';

const NAMES = ['actor', 'subject', ...PERIOD_NAMES] as const;

export default function AuditPage() {
  const [filters, setFilters] = useFilters(NAMES);
  const [until] = useWindow();
  const { after: since, before, open } = rangeOf(filters, until);
  const { actor, subject } = filters;
  // No moment where it is open: what was just undone belongs to it.
  const filter = { actor: actor ?? null, subject: subject ?? null, since, until: open ? null : before };
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }, ask] = useQuery({ query: AuditDocument, variables: { after, filter } });
  const change = (changes: typeof filters, replace = false) => {
    setAfter(null);
    setFilters(changes, replace);
  };
  const active = [actor, subject, filters.period ?? filters.from ?? filters.to].filter(Boolean).length;
  const clear = () => change(Object.fromEntries(NAMES.map((name) => [name, undefined])));
  const page = data?.auditLog.pageInfo;
  const refetch = () => {
    setAfter(null);
    ask({ requestPolicy: 'network-only' });
  };
  return (
    <Page title={t('page.audit')} about={t('audit.about')}>
      <FilterBar
        active={active}
        onClear={clear}
        first={
          <SearchField
            label={t('audit.search')}
            value={actor ?? ''}
            onSearch={(text) => change({ actor: text }, true)}
          />
        }
      >
        <PeriodFields value={filters} onChange={change} />
      </FilterBar>
      <Stack>
        {error && <QueryFault error={error} />}
        {(data || !error) && (
          <AuditEntries
            entries={data?.auditLog.edges.map(({ node }) => node)}
            more={page?.hasNextPage ? () => setAfter(page.endCursor) : undefined}
            loading={fetching}
            filtered={active > 0}
            whole={!actor && !filters.period && !filters.from && !filters.to}
            onFilter={change}
            onUndone={refetch}
          />
        )}
      </Stack>
    </Page>
  );
}

interface EntriesProps {
  /** Undefined: they are on their way. */
  entries: Entry[] | undefined;
  more: (() => void) | undefined;
  loading: boolean;
  filtered: boolean;
  /** No later entry is left out: whether somebody changed it again since is known. */
  whole: boolean;
  onFilter(changes: { actor?: string; subject?: string }): void;
  onUndone(): void;
}

function AuditEntries({ entries, more, loading, filtered, whole, onFilter, onUndone }: EntriesProps) {
  const latest = latestOf((whole && entries) || []);
  return (
    <DataList
      rows={entries}
      height={84}
      more={more}
      loading={loading}
      empty={
        <Empty
          icon="book"
          title={filtered ? t('filter.none') : t('audit.emptyTitle')}
          why={filtered ? t('audit.noneFound') : t('audit.about')}
        />
      }
      render={(entry) => (
        <EntryRow
          entry={entry}
          undo={latest.has(entry.id) ? undoOf(entry) : null}
          onFilter={onFilter}
          onUndone={onUndone}
        />
      )}
    />
  );
}
