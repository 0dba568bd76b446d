import { Select } from '@mantine/core';
import { FilterBar } from '../../parts/FilterBar.js';
import type { Filters } from '../../parts/filters.js';
import { PeriodFields } from '../../parts/PeriodFields.js';
import { PERIOD_NAMES } from '../../parts/period.js';
import { SearchField } from '../../parts/SearchField.js';
import { typeGroups } from '../../parts/type-groups.js';
import { t } from '../../words/t.js';
import type { EventChoicesQuery } from './events.generated.js';

export const NAMES = ['query', 'type', 'status', 'source', ...PERIOD_NAMES] as const;
export type EventNames = Filters<(typeof NAMES)[number]>;
const STATUSES = ['RECEIVED', 'PROCESSING', 'PROCESSED', 'FAILED'] as const;

interface FiltersProps {
  filters: EventNames;
  setFilters(changes: EventNames, replace?: boolean): void;
  choices: EventChoicesQuery | undefined;
  active: number;
  onClear(): void;
}

export function EventFilters({ filters, setFilters, choices, active, onClear }: FiltersProps) {
  const search = (
    <SearchField
      label={t('events.search')}
      value={filters.query ?? ''}
      onSearch={(query) => setFilters({ query }, true)}
    />
  );
  return (
    <FilterBar active={active} onClear={onClear} first={search}>
      <Select
        aria-label={t('events.type')}
        placeholder={t('events.type')}
        data={typeGroups(choices?.eventTypes ?? [])}
        value={filters.type ?? null}
        onChange={(type) => setFilters({ type: type ?? undefined })}
        searchable
        clearable
        w={{ base: '100%', xs: 190 }}
        comboboxProps={{ width: 320, position: 'bottom-start' }}
      />
      <Select
        aria-label={t('events.state')}
        placeholder={t('events.state')}
        data={STATUSES.map((value) => ({ value, label: t(`events.status.${value}`) }))}
        value={filters.status ?? null}
        onChange={(status) => setFilters({ status: status ?? undefined })}
        clearable
        w={{ base: '100%', xs: 150 }}
      />
      {choices?.sources && (
        <Select
          aria-label={t('events.source')}
          placeholder={t('events.source')}
          data={choices.sources.map(({ id, name }) => ({ value: id, label: name }))}
          value={filters.source ?? null}
          onChange={(source) => setFilters({ source: source ?? undefined })}
          clearable
          w={{ base: '100%', xs: 150 }}
        />
      )}
      <PeriodFields value={filters} onChange={(period) => setFilters(period)} />
    </FilterBar>
  );
}
