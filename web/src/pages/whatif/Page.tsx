/** What would happen if this event came: who would be told and what they would read, and who would not, and why. */
import { Badge, Code, Group, Paper, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from 'urql';
import { QueryFault } from '../../parts/Fault.js';
import { useFilters } from '../../parts/filters.js';
import { Loading } from '../../parts/Loading.js';
import { Page } from '../../parts/Page.js';
import { localText } from '../../parts/period.js';
import { ToPage } from '../../parts/ToPage.js';
import { typeGroups } from '../../parts/type-groups.js';
import { WhoFilter, whoOf } from '../../parts/WhoFilter.js';
import { region, t } from '../../words/t.js';
import { Entry } from './Entry.js';
import {
  WhatIfChoicesDocument,
  type WhatIfChoicesQuery,
  WhatIfDocument,
  type WhatIfQuery,
} from './whatif.generated.js';

type EventType = WhatIfChoicesQuery['eventTypes'][number];

export default function WhatIfPage() {
  const [{ data, error }] = useQuery({ query: WhatIfChoicesDocument, variables: { locale: region } });
  const [filters, setFilters] = useFilters(['type', 'at']);
  const types = data?.eventTypes ?? [];
  const at = localText(filters.at) ? filters.at : undefined;
  // What costs most where nobody hears of it.
  const type = types.find(({ key }) => key === filters.type) ?? types.find(({ severity }) => severity === 'CRITICAL');
  return (
    <Page title={t('page.whatif')} about={t('whatif.about')}>
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={4} height={64} />}
      {data && type && (
        <Stack gap="lg">
          <Group align="flex-end" gap="sm">
            <Select
              label={t('whatif.type')}
              data={typeGroups(types)}
              value={type.key}
              onChange={(key) => setFilters({ type: key ?? undefined })}
              allowDeselect={false}
              searchable
              w={{ base: '100%', xs: 320 }}
            />
            <TextInput
              type="datetime-local"
              label={t('whatif.at')}
              value={localText(filters.at)}
              onChange={({ currentTarget: { value } }) =>
                setFilters({ at: value ? new Date(value).toISOString() : undefined }, true)
              }
              w={{ base: '100%', xs: 230 }}
            />
          </Group>
          <About type={type} />
          <Plan key={`${type.key} ${at}`} type={type.key} at={at} channels={data.channels} />
        </Stack>
      )}
    </Page>
  );
}

function About({ type: { key, severity, description } }: { type: EventType }) {
  return (
    <Group gap="xs">
      <Code>{key}</Code>
      {severity === 'CRITICAL' && <Badge color="red.8">{t('bell.critical')}</Badge>}
      <Text size="sm" c="dimmed">
        {description}
      </Text>
    </Group>
  );
}

const RANK = ['SEND', 'DEFER', 'SKIP'] as const;
type Entries = WhatIfQuery['simulateEvent']['entries'];

interface PlanProps {
  type: string;
  /** ISO 8601; undefined: now. */
  at: string | undefined;
  channels: WhatIfChoicesQuery['channels'];
}

function Plan({ type, at, channels }: PlanProps) {
  const input = { type, at: at ?? null };
  const [{ data, error }] = useQuery({
    query: WhatIfDocument,
    variables: { input },
    requestPolicy: 'network-only',
  });
  const [filters, setFilters] = useFilters(['who']);
  if (!data) return error ? <QueryFault error={error} /> : <Loading rows={5} height={64} />;
  const all = [...data.simulateEvent.entries].sort((a, b) => RANK.indexOf(a.decision) - RANK.indexOf(b.decision));
  const of = { all, told: all.filter(isTold), not: all.filter((entry) => !isTold(entry)) };
  const who = whoOf(filters.who);
  return (
    <section>
      {error && <QueryFault error={error} />}
      <Title order={2} mb="xs">
        {t('whatif.told')}
      </Title>
      <Text size="sm" mb="xs" role="status">
        {t('whatif.count', { told: of.told.length, not: of.not.length })}
      </Text>
      {all.length > 0 && (
        <WhoFilter
          who={who}
          counts={{ all: all.length, told: of.told.length, not: of.not.length }}
          onChange={(next) => setFilters({ who: next }, true)}
        />
      )}
      <Paper withBorder component="ul" m={0} p={0} className="rows">
        {of[who].map((entry) => (
          <li key={`${entry.destination?.id ?? 'customer'} ${entry.to}`}>
            <Entry entry={entry} channel={channels.find(({ channel }) => channel === entry.channel)} />
          </li>
        ))}
        {of[who].length === 0 && (
          <li>
            <Stack p="md" gap="sm" align="flex-start">
              <Text size="sm" c="dimmed">
                {t(all.length === 0 ? 'whatif.nobody' : 'event.nobodyHere')}
              </Text>
              {all.length === 0 && <ToPage path="/preferences" label={t('page.preferences')} />}
            </Stack>
          </li>
        )}
      </Paper>
    </section>
  );
}

const isTold = ({ decision }: Entries[number]) => decision !== 'SKIP';
