/** Who is told what: a channel, its destinations, and a switch for each event. */
import { Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { useSeesAll, useViewer } from '../../access.js';
import { Empty } from '../../parts/Empty.js';
import { QueryFault } from '../../parts/Fault.js';
import { useFilters } from '../../parts/filters.js';
import { Icon } from '../../parts/Icon.js';
import { Loading } from '../../parts/Loading.js';
import { Page } from '../../parts/Page.js';
import { AddEmail, addWords } from '../../parts/person/AddEmail.js';
import { ToPage } from '../../parts/ToPage.js';
import { WhatIf } from '../../parts/WhatIf.js';
import { t } from '../../words/t.js';
import { ofTeam, sortOf } from './catalogue.js';
import { Entries } from './Entries.js';
import { Gaps } from './Gaps.js';
import { Matrix } from './Matrix.js';
import { CommunicationDocument, type CommunicationQuery, EntriesDocument } from './preferences.generated.js';

type Channel = CommunicationQuery['channels'][number];

export default function PreferencesPage() {
  const [{ data, error }] = useQuery({ query: CommunicationDocument });
  const [filters, setFilters] = useFilters(['channel', 'view', 'open']);
  const whole = useSeesAll();
  const personal = data?.channels.filter((one) => one.personal) ?? [];
  const channel = personal.find((one) => one.channel === filters.channel) ?? personal[0];
  const choices = personal.map((one) => ({ value: one.channel as string, label: one.label }));
  return (
    <Page title={t('preferences.title')} about={t('preferences.about')} act={whole && <WhatIf />}>
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={4} height={64} />}
      {data && channel && (
        <Stack>
          <SegmentedControl
            aria-label={t('preferences.channel')}
            value={channel.channel}
            data={choices}
            onChange={(value) => setFilters({ channel: value, open: undefined })}
            style={{ alignSelf: 'flex-start' }}
          />
          <Gaps />
          <ChannelEntries key={channel.channel} channel={channel} data={data} />
        </Stack>
      )}
    </Page>
  );
}

function ChannelEntries({ channel, data }: { channel: Channel; data: CommunicationQuery }) {
  const [after, setAfter] = useState<string | null>(null);
  const [{ data: found, error, fetching }, ask] = useQuery({
    query: EntriesDocument,
    variables: { channel: channel.channel, after, whole: useSeesAll() },
  });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  const [{ view = 'list' }, setFilters] = useFilters(['view', 'open']);
  const wide = useMediaQuery('(min-width: 64em)') ?? false;
  const own = found?.viewer?.recipient?.destinations.filter((one) => one.channel === channel.channel);
  const entries = found?.destinations?.edges.map(({ node }) => node) ?? own;
  const page = found?.destinations?.pageInfo;
  const categories = ofTeam(data.eventTypes);
  const heading = useFocusAfterRemoval(entries?.length ?? 0);
  if (error && !found) return <QueryFault error={error} />;
  return (
    <>
      <Group justify="space-between">
        <div style={{ flex: '1 1 16rem' }}>
          <Title order={2} size="h3" ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
            {t('preferences.entries', { name: sortOf(channel), channel: channel.label })}
          </Title>
          <Text size="sm" c="dimmed">
            {channel.description}
          </Text>
        </div>
        {wide && <ViewSwitch view={view} onChange={(view) => setFilters({ view })} />}
        <AddEntry
          channel={channel}
          onAdded={(id) => {
            refetch();
            setFilters({ open: id, view: undefined });
          }}
        />
      </Group>
      {!entries && <Loading rows={4} height={64} />}
      {entries?.length === 0 && <NoEntries channel={channel} />}
      {entries &&
        entries.length > 0 &&
        (wide && view === 'matrix' ? (
          <Matrix entries={entries} categories={categories} />
        ) : (
          <Entries entries={entries} categories={categories} roles={data.roles} changed={refetch} />
        ))}
      {page?.hasNextPage && (
        <Button
          variant="default"
          loading={fetching}
          onClick={() => setAfter(page.endCursor)}
          style={{ alignSelf: 'center' }}
        >
          {t('more')}
        </Button>
      )}
    </>
  );
}

/** Most destinations are of people: they come first. */
function NoEntries({ channel }: { channel: Channel }) {
  const whole = useSeesAll();
  return (
    <Empty
      icon="mail"
      title={t('preferences.emptyTitle')}
      why={whole ? t('preferences.emptyWhy') : channel.description}
      next={whole && <ToPage path="/team" label={t('page.team')} />}
    />
  );
}

interface ViewSwitchProps {
  view: string;
  /** Undefined: the list, as without a word in the address. */
  onChange(view: string | undefined): void;
}

function ViewSwitch({ view, onChange }: ViewSwitchProps) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('preferences.view')}
      value={view}
      data={(['list', 'matrix'] as const).map((value) => ({ value, label: t(`preferences.view.${value}`) }))}
      onChange={(value) => onChange(value === 'list' ? undefined : value)}
    />
  );
}

/** Where the focus goes when what had it was removed: nothing may be left without it. */
function useFocusAfterRemoval(count: number) {
  const place = useRef<HTMLHeadingElement>(null);
  const before = useRef(count);
  useEffect(() => {
    if (count < before.current && document.activeElement === document.body) place.current?.focus();
    before.current = count;
  }, [count]);
  return place;
}

/** By the fields that the channel asks for: one that is only an address is added here; a device registers itself, on its own page. */
function AddEntry({ channel, onAdded }: { channel: Channel; onAdded(id: string): void }) {
  const [open, dialog] = useDisclosure();
  const { access, recipient } = useViewer();
  const [field] = channel.fields;
  if (channel.devices)
    return (
      <Button component={Link} to="/device" leftSection={<Icon name="plus" size={16} />}>
        {t('preferences.addDevice')}
      </Button>
    );
  if (!field) return null;
  return (
    <>
      <Button
        leftSection={<Icon name="plus" size={16} />}
        onClick={dialog.open}
        disabled={access === 'VIEWER'}
        title={access === 'VIEWER' ? t('access.adminOnly') : undefined}
      >
        {addWords(field, channel.label)}
      </Button>
      {open && (
        <AddEmail
          field={field}
          channel={channel.label}
          recipientId={recipient?.id ?? null}
          onAdded={onAdded}
          onClose={dialog.close}
        />
      )}
    </>
  );
}
