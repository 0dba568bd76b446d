/** Every dispute in the column of its state, the most urgent first. States come from facts, so nothing is dragged. */
import { Badge, Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useSeesAll } from '../../access.js';
import { useHint } from '../../data/client.js';
import { DisputeQuestions } from '../../parts/dispute/DisputeActs.js';
import { DisputeCard } from '../../parts/dispute/DisputeCard.js';
import type { DisputeCardFragment, DisputeState } from '../../parts/dispute/dispute.generated.js';
import { Empty } from '../../parts/Empty.js';
import { QueryFault } from '../../parts/Fault.js';
import { useFilters } from '../../parts/filters.js';
import { Loading } from '../../parts/Loading.js';
import { Page } from '../../parts/Page.js';
import { ToPage } from '../../parts/ToPage.js';
import { number } from '../../words/moments.js';
import { t } from '../../words/t.js';
import { DisputesDocument, DisputesUpdatedDocument } from './disputes.generated.js';
import './board.css';
import { Filters, matches, NAMES } from './Filters.js';
import { Months } from './Months.js';

const COLUMNS = [
  { key: 'asks', states: ['NEEDS_RESPONSE'] },
  { key: 'taken', states: ['ACKNOWLEDGED'] },
  { key: 'answered', states: ['RESPONDED'] },
  { key: 'over', states: ['WON', 'LOST', 'EXPIRED', 'ACCEPTED', 'CANCELLED', 'CLOSED'] },
] as const satisfies readonly { key: string; states: readonly DisputeState[] }[];

const VIEWS = ['board', 'months'] as const;

export default function DisputesPage() {
  const whole = useSeesAll();
  const [{ view }, setFilters] = useFilters(['view']);
  const months = whole && view === 'months';
  const views = (
    <SegmentedControl
      size="xs"
      aria-label={t('disputes.view')}
      value={months ? 'months' : 'board'}
      data={VIEWS.map((value) => ({ value, label: t(`disputes.view.${value}`) }))}
      onChange={(next) => setFilters({ view: next === 'board' ? undefined : next })}
    />
  );
  return (
    <Page title={t('page.disputes')} about={t('disputes.about')} act={whole && views}>
      {months ? <Months /> : <Now whole={whole} />}
    </Page>
  );
}

/** Those that there are, as they stand. */
function Now({ whole }: { whole: boolean }) {
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }, ask] = useQuery({ query: DisputesDocument, variables: { after, whole } });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useHint(DisputesUpdatedDocument, { whole }, refetch);
  const [filters, setFilters] = useFilters(NAMES);
  const all = data?.disputes.edges.map(({ node }) => node) ?? [];
  const shown = all.filter((dispute) => matches(dispute, filters));
  const page = data?.disputes.pageInfo;
  const roleLabel = (role: string) => data?.roles.find((one) => one.role === role)?.label ?? role;
  return (
    <>
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={2} height={210} />}
      {data && all.length === 0 && (
        <Empty
          icon="shield"
          title={t('disputes.emptyTitle')}
          why={t('disputes.emptyWhy')}
          next={whole && <ToPage path="/settings/escalation" label={t('page.escalation')} />}
        />
      )}
      {all.length > 0 && <Filters disputes={all} filters={filters} change={setFilters} />}
      {all.length > 0 && shown.length === 0 && (
        <Empty
          icon="search"
          title={t('disputes.noneMatch')}
          why={t('disputes.noneMatchWhy', { all: all.length })}
          next={
            <Button variant="default" onClick={() => setFilters({ source: '', by: '', reason: '' })}>
              {t('disputes.clear')}
            </Button>
          }
        />
      )}
      <DisputeQuestions>
        {shown.length > 0 && <Board disputes={shown} roleLabel={roleLabel} open={page?.hasNextPage ?? false} />}
      </DisputeQuestions>
      {page?.hasNextPage && (
        <Group justify="center" mt="md">
          <Button variant="default" loading={fetching} onClick={() => setAfter(page.endCursor)}>
            {t('more')}
          </Button>
        </Group>
      )}
    </>
  );
}

interface BoardProps {
  disputes: readonly DisputeCardFragment[];
  roleLabel(role: string): string;
  /** There may be more of them than are loaded. */
  open: boolean;
}

function Board({ disputes, roleLabel, open }: BoardProps) {
  return (
    <div className="board">
      {COLUMNS.map(({ key, states }) => (
        <DisputeColumn
          key={key}
          name={t(`disputes.column.${key}`)}
          disputes={disputes.filter(({ state }) => (states as readonly DisputeState[]).includes(state))}
          roleLabel={roleLabel}
          withState={key === 'over'}
          open={open}
        />
      ))}
    </div>
  );
}

interface ColumnProps extends BoardProps {
  name: string;
  withState: boolean;
}

function DisputeColumn({ name, disputes, roleLabel, withState, open }: ColumnProps) {
  return (
    <Stack component="section" gap="xs" aria-label={name}>
      <Group gap={6}>
        <Title order={2} size="sm">
          {name}
        </Title>
        <Badge variant="default" size="sm">
          {number(disputes.length)}
          {open && '+'}
        </Badge>
      </Group>
      {disputes.map((dispute) => (
        <DisputeCard key={dispute.id} dispute={dispute} roleLabel={roleLabel} withState={withState} />
      ))}
      {disputes.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('disputes.none')}
        </Text>
      )}
    </Stack>
  );
}
