/** Before somebody goes: what came to them, what too few would hear of without them, and who takes over their roles. */
import { Alert, List, NativeSelect, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { client, sentenceOf } from '../../data/client.js';
import { Ask } from '../../parts/Ask.js';
import { QueryFault } from '../../parts/Fault.js';
import { Loading } from '../../parts/Loading.js';
import { complain, say } from '../../parts/saved.js';
import { list } from '../../words/moments.js';
import { t } from '../../words/t.js';
import {
  ChangePersonDocument,
  ColleaguesDocument,
  LossesDocument,
  type LossesQuery,
  type PersonQuery,
  RemovePersonDocument,
} from './person.generated.js';
import type { Person } from './types.js';

/** As many changes as the preview takes. */
const MOST_CHANGES = 1_000;

interface RemoveProps {
  person: Person;
  data: PersonQuery;
  onClose(): void;
}

export function RemovePerson({ person, data, onClose }: RemoveProps) {
  const { id, name } = person;
  const navigate = useNavigate();
  const [heirId, setHeirId] = useState('');
  const [{ data: known }] = useQuery({ query: ColleaguesDocument });
  const colleagues = known?.recipients.edges.map(({ node }) => node).filter((one) => one.id !== id) ?? [];
  const heir = colleagues.find((one) => one.id === heirId);
  const changes = person.destinations.flatMap((one) =>
    one.preferences.map(({ eventType }) => ({ destinationId: one.id, eventType: eventType.key, enabled: false })),
  );
  const variables = { id, rolesTo: heirId || null, changes: changes.slice(0, MOST_CHANGES) };
  const [{ data: losses, error }] = useQuery({ query: LossesDocument, variables, requestPolicy: 'network-only' });
  const remove = async () => {
    if (heir && !(await handOver(heir, person.roles))) return false;
    const answer = await client.mutation(RemovePersonDocument, { input: { id } }).toPromise();
    if (answer.error) {
      complain(sentenceOf(answer.error));
      return false;
    }
    const [gap] = answer.data?.removeRecipient.coverage ?? [];
    if (gap) complain(gap.message);
    else say(t('person.removed', { name }));
    void navigate({ to: '/team' });
    return true;
  };
  const roles = list(person.roles.map((role) => data.roles.find((one) => one.role === role)?.label ?? role));
  return (
    <Ask
      title={t('person.removeTitle', { name })}
      act={t('person.remove')}
      danger
      disabled={!losses && !error}
      onAct={remove}
      onClose={onClose}
    >
      <Stack>
        <Text size="sm">{t('person.removeAsk', { name })}</Text>
        {error && <QueryFault error={error} />}
        {!losses && !error && <Loading rows={2} height={90} />}
        {losses && <Losses losses={losses} person={person} />}
        {roles && colleagues.length > 0 && (
          <NativeSelect
            label={t('person.handOver')}
            description={t('person.handOverAbout', { name, roles })}
            value={heirId}
            data={[
              { value: '', label: t('person.nobody') },
              ...colleagues.map((one) => ({ value: one.id, label: one.name })),
            ]}
            onChange={(event) => setHeirId(event.currentTarget.value)}
          />
        )}
      </Stack>
    </Ask>
  );
}

/** Whether they have the roles now. */
async function handOver(heir: { id: string; roles: Person['roles'] }, roles: Person['roles']): Promise<boolean> {
  const input = { id: heir.id, roles: [...new Set([...heir.roles, ...roles])] };
  const { error } = await client.mutation(ChangePersonDocument, { input }).toPromise();
  if (error) complain(sentenceOf(error));
  return !error;
}

function Losses({ losses, person }: { losses: LossesQuery; person: Person }) {
  const { previewRemoval: gaps, replayPreferences } = losses;
  const { days, events, perDestination } = replayPreferences;
  const own = new Set(person.destinations.map(({ id }) => id));
  const came = perDestination.filter(({ destination }) => own.has(destination.id));
  const most = Math.max(0, ...came.map(({ before }) => before));
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('person.came', { most, events, days })}
      </Text>
      {gaps.length > 0 ? (
        <Alert color="red" role="alert" title={t('person.lost', { name: person.name })}>
          <List size="sm">
            {gaps.map(({ eventType, message }) => (
              <List.Item key={eventType.key}>{message}</List.Item>
            ))}
          </List>
        </Alert>
      ) : (
        <Alert color="green">{t('person.nothingLost')}</Alert>
      )}
    </>
  );
}
