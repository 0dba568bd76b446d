/** Pushes to this browser: whose they are, on, off, or why not. */
import { Alert, Anchor, Button, Card, Group, NativeSelect, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { useViewer } from '../../access.js';
import { client, sentenceOf } from '../../data/client.js';
import { QueryFault } from '../../parts/Fault.js';
import { Loading } from '../../parts/Loading.js';
import { complain, say } from '../../parts/saved.js';
import { t } from '../../words/t.js';
import { type PushState, pushState, subscribe, unsubscribe } from './browser-push.js';
import { DeviceDocument, OwnDeviceDocument, RegisterDeviceDocument } from './device.generated.js';

export function PushCard() {
  const { recipient } = useViewer();
  return (
    <Card withBorder>
      <Title order={2} size="h4">
        {t('device.push')}
      </Title>
      <Text size="sm" c="dimmed" mt={4} mb="sm">
        {t('device.pushAbout')}
      </Text>
      {recipient ? <OwnPush person={recipient} /> : <PushOfSomebody />}
    </Card>
  );
}

interface Person {
  id: string;
  name: string;
}

function OwnPush({ person }: { person: Person }) {
  const [{ data, error }] = useQuery({ query: OwnDeviceDocument });
  if (error) return <QueryFault error={error} />;
  return data ? <Push webPushKey={data.webPushKey} people={[person]} /> : <Loading rows={1} height={60} />;
}

function PushOfSomebody() {
  const [{ data, error }] = useQuery({ query: DeviceDocument });
  if (error) return <QueryFault error={error} />;
  if (!data) return <Loading rows={1} height={60} />;
  return <Push webPushKey={data.webPushKey} people={data.recipients.edges.map(({ node }) => node)} />;
}

function Push({ webPushKey, people }: { webPushKey: string | null; people: readonly Person[] }) {
  const { access } = useViewer();
  const [state, setState] = useState<PushState | null>(null);
  const [personId, setPersonId] = useState(people[0]?.id ?? '');
  const [channel, setChannel] = useState<string>();
  const [busy, setBusy] = useState(false);
  useEffect(() => void pushState().then(setState), []);
  const act = async (run: () => Promise<unknown>) => {
    setBusy(true);
    await run().catch((error: unknown) => complain(t('device.failed', { why: String(error) })));
    setState(await pushState());
    setBusy(false);
  };
  const turnOn = async () => {
    const token = await subscribe(webPushKey ?? '');
    if (token === null) return;
    const input = { platform: 'WEB' as const, token, recipientId: personId };
    const { data, error } = await client.mutation(RegisterDeviceDocument, { input }).toPromise();
    if (error) return complain(sentenceOf(error));
    setChannel(data?.registerDevice.destination.channel);
    say(t('device.registered', { name: people.find(({ id }) => id === personId)?.name ?? '' }));
  };
  if (webPushKey === null) return <Alert color="orange">{t('device.notSetUp')}</Alert>;
  if (people.length === 0) return <Alert color="orange">{t('device.nobody')}</Alert>;
  if (state === null) return <Loading rows={1} height={60} />;
  if (state === 'NONE') return <Alert color="orange">{t('device.cannot')}</Alert>;
  if (state === 'DENIED') return <Alert color="orange">{t('device.denied')}</Alert>;
  return (
    <Group align="flex-end">
      {people.length > 1 && state === 'OFF' && (
        <NativeSelect
          label={t('device.whose')}
          value={personId}
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => setPersonId(event.currentTarget.value)}
        />
      )}
      {state === 'OFF' ? (
        <Button
          loading={busy}
          disabled={access === 'VIEWER'}
          title={access === 'VIEWER' ? t('access.adminOnly') : undefined}
          onClick={() => void act(turnOn)}
        >
          {t('device.turnOn')}
        </Button>
      ) : (
        <>
          <Text size="sm" role="status">
            {t('device.on')}
          </Text>
          <Button variant="default" loading={busy} onClick={() => void act(unsubscribe)}>
            {t('device.turnOff')}
          </Button>
        </>
      )}
      <Anchor component={Link} to={channel ? `/preferences?channel=${channel}` : '/preferences'} size="sm">
        {t('device.choose')}
      </Anchor>
    </Group>
  );
}
