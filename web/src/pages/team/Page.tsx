/** Who is there, what they are for, and whether each of them can be reached. */
import { NativeSelect, Stack, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useFresh } from '../../data/fresh.js';
import { AddButton } from '../../parts/AddButton.js';
import { type CareLine, CareList } from '../../parts/CareList.js';
import { DataList } from '../../parts/DataList.js';
import { Empty } from '../../parts/Empty.js';
import { QueryFault } from '../../parts/Fault.js';
import { FilterBar } from '../../parts/FilterBar.js';
import { type Filters, useFilters } from '../../parts/filters.js';
import { Page } from '../../parts/Page.js';
import { SearchField } from '../../parts/SearchField.js';
import { t } from '../../words/t.js';
import { AddPerson } from './AddPerson.js';
import { careOf } from './care.js';
import { PersonRow } from './PersonRow.js';
import { TeamDocument, TeamGapsDocument, type TeamQuery, type TeamQueryVariables } from './team.generated.js';

const NAMES = ['q', 'role'] as const;
type Chosen = Filters<(typeof NAMES)[number]>;

export default function TeamPage() {
  const [filters, setFilters] = useFilters(NAMES);
  const { q, role } = filters;
  // Never null: other pages ask for everybody by bigger pages, and one list is kept for all that ask the same.
  const variables = { search: q ?? '', role: (role ?? null) as TeamQueryVariables['role'] };
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }, ask] = useQuery({ query: TeamDocument, variables: { ...variables, after } });
  const [{ data: gaps }, askGaps] = useQuery({ query: TeamGapsDocument });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useFresh(() => {
    refetch();
    askGaps({ requestPolicy: 'network-only' });
  });
  const change = (changes: Chosen) => {
    setAfter(null);
    setFilters(changes, true);
  };
  const people = data?.recipients.edges.map(({ node }) => node);
  const page = data?.recipients.pageInfo;
  const filtered = !!q || !!role;
  const lines = careOf(gaps?.coverage ?? [], people ?? []);
  const [adding, dialog] = useDisclosure();
  const navigate = useNavigate();
  const add = <AddButton label={t('team.add')} onClick={dialog.open} />;
  const nobody = people?.length === 0 && !filtered;
  return (
    <Page title={t('page.team')} about={t('team.about')} act={!nobody && add}>
      <Stack>
        {!nobody && <Search filters={filters} roles={data?.roles ?? []} onChange={change} />}
        {error && <QueryFault error={error} />}
        {!filtered && !nobody && lines.length > 0 && <TeamCare lines={lines} />}
        {(data || !error) && (
          <DataList
            rows={people}
            render={(person) => data && <PersonRow person={person} roles={data.roles} channels={data.channels} />}
            to={({ id }) => `/team/${id}`}
            height={72}
            more={page?.hasNextPage ? () => setAfter(page.endCursor) : undefined}
            loading={fetching}
            empty={
              filtered ? (
                <Empty icon="people" title={t('filter.none')} why={t('team.noneFound')} />
              ) : (
                <Empty icon="people" title={t('team.emptyTitle')} why={t('team.emptyWhy')} next={add} />
              )
            }
          />
        )}
      </Stack>
      {adding && data && (
        <AddPerson roles={data.roles} onAdded={(id) => void navigate({ to: `/team/${id}` })} onClose={dialog.close} />
      )}
    </Page>
  );
}

function TeamCare({ lines }: { lines: readonly CareLine[] }) {
  return (
    <section aria-labelledby="team-care">
      <Title order={2} size="h4" mb="xs" id="team-care">
        {t('overview.care')}
      </Title>
      <CareList lines={lines} />
    </section>
  );
}

interface SearchProps {
  filters: Chosen;
  roles: TeamQuery['roles'];
  onChange(changes: Chosen): void;
}

function Search({ filters: { q, role }, roles, onChange }: SearchProps) {
  return (
    <FilterBar
      active={Number(!!role) + Number(!!q)}
      onClear={() => onChange({ q: undefined, role: undefined })}
      first={<SearchField label={t('team.search')} value={q ?? ''} onSearch={(text) => onChange({ q: text })} />}
    >
      <NativeSelect
        aria-label={t('team.role')}
        value={role ?? ''}
        data={[
          { value: '', label: t('team.allRoles') },
          ...roles.map((one) => ({ value: one.role, label: one.label })),
        ]}
        onChange={(event) => onChange({ role: event.currentTarget.value })}
      />
    </FilterBar>
  );
}
