/** Pushes to this browser: whose they are, on, off, or why not. */
import { Alert, Button, Card, Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useViewer } from '../../access.js';
import { client, sentenceOf } from '../../data/client.js';
import { QueryFault } from '../../parts/Fault.js';
import { Loading } from '../../parts/Loading.js';
import { complain, say } from '../../parts/saved.js';
import { ToPage } from '../../parts/ToPage.js';
import { t } from '../../words/t.js';
import { type PushState, pushState, subscribePush, unsubscribe } from './browser-push.js';
import { RegisterDeviceDocument } from './device.generated.js';
import { type Person, useDeviceSetting } from './people.js';
import { renewPush } from './renewal.js';

export function PushCard() {
  const { data, error, people } = useDeviceSetting();
  return (
    <Card withBorder>
      <Title order={2} size="h4">
        {t('device.push')}
      </Title>
      <Text size="sm" c="dimmed" mt={4} mb="sm">
        {t('device.pushAbout')}
      </Text>
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={1} height={60} />}
      {data && <Push webPushKey={data.webPushKey} people={people} />}
    </Card>
  );
}

/** Whether this browser hears pushes; subscribed anew first where the server has another key, and the reader may. */
function usePushState(mayRegister: boolean, recipientId: string | undefined) {
  const [state, setState] = useState<PushState | null>(null);
  useEffect(
    () => void (mayRegister ? renewPush(recipientId) : Promise.resolve()).then(pushState).then(setState),
    [mayRegister, recipientId],
  );
  return [state, setState] as const;
}

function Push({ webPushKey, people }: { webPushKey: string | null; people: readonly Person[] }) {
  const { access, recipient } = useViewer();
  const why = access === 'VIEWER' ? t('access.adminOnly') : undefined;
  const [state, setState] = usePushState(why === undefined, recipient?.id);
  const [personId, setPersonId] = useState(people[0]?.id ?? '');
  const [channel, setChannel] = useState<string>();
  const [busy, setBusy] = useState(false);
  const act = async (run: () => Promise<unknown>) => {
    setBusy(true);
    await run().catch((error: unknown) => complain(t('device.failed', { why: String(error) })));
    setState(await pushState());
    setBusy(false);
  };
  const turnOn = async () => {
    const token = await subscribePush(webPushKey ?? '');
    if (token === null) return;
    const input = { platform: 'WEB' as const, token, recipientId: personId };
    const { data, error } = await client.mutation(RegisterDeviceDocument, { input }).toPromise();
    if (error) return complain(sentenceOf(error));
    setChannel(data?.registerDevice.destination.channel);
    say(t('device.registered', { name: people.find(({ id }) => id === personId)?.name ?? '' }));
  };
  if (webPushKey === null) return <Alert color="orange">{t('device.notSetUp')}</Alert>;
  if (people.length === 0) return <Nobody />;
  if (state === null) return <Loading rows={1} height={60} />;
  if (state === 'NONE' || state === 'DENIED') return <Alert color="orange">{t(`device.${state}`)}</Alert>;
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
        <Button loading={busy} disabled={!!why} title={why} onClick={() => void act(turnOn)}>
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
      <Text size="sm" component="span">
        <Link to="/preferences" search={{ channel }} className="link">
          {t('device.choose')}
        </Link>
      </Text>
    </Group>
  );
}

function Nobody() {
  return (
    <Stack align="flex-start" gap="sm">
      <Alert color="orange">{t('device.nobody')}</Alert>
      <ToPage path="/team" label={t('page.team')} />
    </Stack>
  );
}
