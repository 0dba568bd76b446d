/** All ways to reach them: whether messages arrive there, on and off, and the way to what each is told. */
import { ActionIcon, Button, Group, Menu, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMayChange, useMayChangeOf, useSeesAll } from '../../access.js';
import { client, sentenceOf } from '../../data/client.js';
import { Icon } from '../../parts/Icon.js';
import { Panel } from '../../parts/Panel.js';
import { AddEmail, addWords } from '../../parts/person/AddEmail.js';
import { ReachBadge, reachOf } from '../../parts/person/reach.js';
import { RemoveDestination } from '../../parts/RemoveDestination.js';
import { complain, say } from '../../parts/saved.js';
import { Toggle } from '../../parts/Toggle.js';
import { DOT, labelled, t } from '../../words/t.js';
import { type PersonQuery, SwitchDestinationDocument, UnsuppressDocument } from './person.generated.js';
import type { Person } from './types.js';

type Channels = PersonQuery['channels'];
type Destination = Person['destinations'][number];

interface DestinationsProps {
  person: Person;
  channels: Channels;
  changed(): void;
}

export function Destinations({ person, channels, changed }: DestinationsProps) {
  // One that is only an address is added here; one without any registers by itself.
  const addable = channels.filter(({ personal, fields }) => personal && fields.length > 0);
  return (
    <Panel
      title={t('person.reached')}
      about={t('person.reachedAbout')}
      act={addable.map((channel) => (
        <AddDestination key={channel.channel} channel={channel} person={person} changed={changed} />
      ))}
    >
      {person.destinations.length === 0 && <Text size="sm">{t('team.unreached')}</Text>}
      {person.destinations.length > 0 && (
        <Paper withBorder component="ul" m={0} p={0} className="rows">
          {person.destinations.map((one) => (
            <li key={one.id}>
              <Item destination={one} person={person} channels={channels} changed={changed} />
            </li>
          ))}
        </Paper>
      )}
    </Panel>
  );
}

function AddDestination({ channel, person, changed }: { channel: Channels[number]; person: Person; changed(): void }) {
  const [open, dialog] = useDisclosure();
  const mayChange = useMayChangeOf()(person.id);
  const [field] = channel.fields;
  if (!field) return null;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<Icon name="plus" size={14} />}
        disabled={!mayChange}
        title={mayChange ? undefined : t('access.adminOnly')}
        onClick={dialog.open}
      >
        {addWords(field, channel.label)}
      </Button>
      {open && (
        <AddEmail
          field={field}
          channel={channel.label}
          recipientId={person.id}
          onAdded={changed}
          onClose={dialog.close}
        />
      )}
    </>
  );
}

interface ItemProps extends DestinationsProps {
  destination: Destination;
}

function Item({ destination, person, channels, changed }: ItemProps) {
  const { id, channel, label, enabled, health, preferences } = destination;
  const whole = useSeesAll();
  const mayChange = useMayChangeOf()(person.id);
  const channelLabel = channels.find((one) => one.channel === channel)?.label ?? channel;
  const state = reachOf(destination);
  const name = label === person.name ? channelLabel : label;
  const toggle = async (on: boolean) => {
    const input = { id, enabled: on };
    const { data, error } = await client.mutation(SwitchDestinationDocument, { input, whole }).toPromise();
    if (error) complain(sentenceOf(error));
    const [gap] = data?.setDestinationEnabled.coverage ?? [];
    if (gap) complain(gap.message);
    if (whole) changed();
    return !error;
  };
  return (
    <div className="row">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={600} component="span">
              <Label text={name} />
            </Text>
            <ReachBadge state={state} />
          </Group>
          <Text size="sm" c="dimmed">
            {name !== channelLabel && `${channelLabel}${DOT}`}
            <Link to="/preferences" search={{ channel, open: id }} className="link">
              {t('preferences.gets', {
                count: enabled ? preferences.filter((one) => one.enabled).length : 0,
                all: preferences.length,
              })}
            </Link>
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap">
          <Toggle
            checked={enabled}
            disabled={!mayChange || state === 'unconfirmed'}
            label={t('preferences.entrySwitch', { name })}
            onToggle={toggle}
          />
          <DestinationActs name={name} destination={destination} person={person} changed={changed} />
        </Group>
      </Group>
      {state !== 'fine' && state !== 'off' && (
        <Text size="sm" mt={4} className="sentence">
          {health.message ?? t(`reach.why.${state}`)}
        </Text>
      )}
    </div>
  );
}

interface ActsProps {
  name: string;
  destination: Destination;
  person: Person;
  changed(): void;
}

function DestinationActs({ name, destination, person, changed }: ActsProps) {
  const [removing, dialog] = useDisclosure();
  const [busy, setBusy] = useState(false);
  const [own, admin] = [useMayChangeOf()(person.id), useMayChange()];
  const { id } = destination;
  const suppressed = 'suppressed' in destination && destination.suppressed;
  const release = async () => {
    setBusy(true);
    const { error } = await client.mutation(UnsuppressDocument, { input: { id } }).toPromise();
    setBusy(false);
    if (error) complain(sentenceOf(error));
    else say(t('person.released', { name }));
  };
  return (
    <Stack gap={0}>
      <Menu position="bottom-end" withinPortal keepMounted={false}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            loading={busy}
            disabled={!own}
            title={own ? undefined : t('access.adminOnly')}
            aria-label={labelled(name, t('acts'))}
          >
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {suppressed && admin && <Menu.Item onClick={() => void release()}>{t('person.release')}</Menu.Item>}
          <Menu.Item c="var(--mantine-color-red-light-color)" onClick={dialog.open}>
            {t('preferences.remove', { name: 'address' in destination ? 'email' : 'other' })}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {removing && (
        <RemoveDestination
          id={id}
          title={t('preferences.remove', { name: 'address' in destination ? 'email' : 'other' })}
          what={t('preferences.removeAsk', { name })}
          onRemoved={() => {
            say(t('preferences.removed', { name }));
            changed();
          }}
          onClose={dialog.close}
        />
      )}
    </Stack>
  );
}

/** An address is best broken before its domain. */
function Label({ text }: { text: string }) {
  const at = text.lastIndexOf('@');
  if (at < 1) return text;
  return (
    <>
      {text.slice(0, at)}
      <wbr />
      {text.slice(at)}
    </>
  );
}
