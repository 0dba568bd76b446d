/** One person: where they are reached, what they are for, when they want quiet, and how they get in. */
import { Alert, Button, Group, Stack } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useMayChange, useSeesAll } from '../../access.js';
import { useFresh } from '../../data/fresh.js';
import { QueryFault } from '../../parts/Fault.js';
import { Icon } from '../../parts/Icon.js';
import { Loading } from '../../parts/Loading.js';
import { NotThere } from '../../parts/NotThere.js';
import { Page } from '../../parts/Page.js';
import { list } from '../../words/moments.js';
import { t } from '../../words/t.js';
import { Access } from './Access.js';
import { Destinations } from './Destinations.js';
import { EditPerson } from './EditPerson.js';
import { PersonFacts } from './PersonFacts.js';
import { PersonDocument, type PersonQuery } from './person.generated.js';
import { RemovePerson } from './RemovePerson.js';
import type { Person } from './types.js';

export default function PersonPage() {
  const { id = '' } = useParams({ strict: false });
  const [whole, admin] = [useSeesAll(), useMayChange()];
  const [{ data, error }, ask] = useQuery({ query: PersonDocument, variables: { id, whole, admin } });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useFresh(refetch);
  const person = data?.node && 'destinations' in data.node ? data.node : null;
  return (
    <Page
      title={person?.name ?? t('page.person')}
      about={person && data ? aboutOf(person, data) : undefined}
      act={person && data && <PersonActs person={person} data={data} />}
    >
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={3} height={160} />}
      {data && !person && (
        <NotThere icon="person" title={t('person.unknown')} why={t('person.unknownWhy')} list="team" />
      )}
      {data && person && (
        <Stack>
          <Alone person={person} data={data} />
          <Destinations person={person} channels={data.channels} changed={refetch} />
          <PersonFacts person={person} data={data} />
          {data.apiKeys && <Access person={person} keys={data.apiKeys} changed={refetch} />}
        </Stack>
      )}
    </Page>
  );
}

function aboutOf({ roles }: Person, data: PersonQuery): string {
  const labels = roles.map((role) => data.roles.find((one) => one.role === role)?.label ?? role);
  return labels.length > 0 ? list(labels) : t('team.noRole');
}

/** What nobody else hears of. */
function Alone({ person, data }: { person: Person; data: PersonQuery }) {
  const alone = data.coverage?.filter(({ recipient }) => recipient?.id === person.id) ?? [];
  if (alone.length === 0) return null;
  const events = list(alone.map(({ eventType }) => eventType.name));
  return (
    <Alert color="orange" title={t('team.onlyHears', { name: person.name, events })}>
      {t('team.onlyWhy')}
    </Alert>
  );
}

function PersonActs({ person, data }: { person: Person; data: PersonQuery }) {
  const [asked, setAsked] = useState<'edit' | 'remove' | null>(null);
  const mayChange = useMayChange();
  const why = mayChange ? undefined : t('access.adminOnly');
  const close = () => setAsked(null);
  return (
    <Group gap="xs">
      <Button
        variant="default"
        leftSection={<Icon name="pencil" size={16} />}
        disabled={!mayChange}
        title={why}
        onClick={() => setAsked('edit')}
      >
        {t('person.edit')}
      </Button>
      <Button variant="light" color="red" disabled={!mayChange} title={why} onClick={() => setAsked('remove')}>
        {t('person.remove')}
      </Button>
      {asked === 'edit' && <EditPerson person={person} data={data} onClose={close} />}
      {asked === 'remove' && <RemovePerson person={person} data={data} onClose={close} />}
    </Group>
  );
}
