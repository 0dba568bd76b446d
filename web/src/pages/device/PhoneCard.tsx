/** "Add my phone": a code that signs it in as its person, and leads to this page there. */
import { Alert, Button, Card, Center, NativeSelect, Skeleton, Stack, Text, Title } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useViewer } from '../../access.js';
import { chunk } from '../../chunk.js';
import { client, sentenceOf } from '../../data/client.js';
import { useNow } from '../../now.js';
import { CopyField } from '../../parts/CopyField.js';
import { Dialog } from '../../parts/Dialog.js';
import { complain } from '../../parts/saved.js';
import { moment } from '../../words/moments.js';
import { t } from '../../words/t.js';
import { type Person, useDeviceSetting } from './people.js';
import { CreatePhoneLinkDocument, type CreatePhoneLinkMutation } from './phone.generated.js';

const Code = lazy(() => chunk(() => import('./Code.js')));

type PhoneLink = CreatePhoneLinkMutation['createSignInLink'];

export function PhoneCard() {
  const { data, people } = useDeviceSetting();
  if (!data || data.webPushKey === null || people.length === 0) return null;
  return <AddPhone people={people} />;
}

function AddPhone({ people }: { people: readonly Person[] }) {
  const why = useViewer().access === 'VIEWER' ? t('access.adminOnly') : undefined;
  const [personId, setPersonId] = useState(people[0]?.id ?? '');
  const [link, setLink] = useState<PhoneLink | null>(null);
  const [busy, setBusy] = useState(false);
  const person = people.find(({ id }) => id === personId);
  if (!person) return null;
  const make = async () => {
    setBusy(true);
    const input = { recipientId: personId };
    const { data, error } = await client.mutation(CreatePhoneLinkDocument, { input }).toPromise();
    setBusy(false);
    if (error) complain(sentenceOf(error));
    setLink(data ? toDevicePage(data.createSignInLink) : null);
  };
  return (
    <Card withBorder component="section" aria-labelledby="phone">
      <Title order={2} size="h4" id="phone">
        {t('device.phone')}
      </Title>
      <Text size="sm" c="dimmed" mt={4} mb="sm">
        {t('device.phoneAbout')}
      </Text>
      <Stack align="flex-start" gap="sm">
        {people.length > 1 && (
          <NativeSelect
            label={t('device.phoneWhose')}
            value={personId}
            data={people.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(event) => setPersonId(event.currentTarget.value)}
          />
        )}
        <Button loading={busy} disabled={!!why} title={why} onClick={() => void make()}>
          {t('device.phoneShow')}
        </Button>
      </Stack>
      {link && (
        <PhoneDialog
          name={person.name}
          link={link}
          busy={busy}
          onAgain={() => void make()}
          onClose={() => setLink(null)}
        />
      )}
    </Card>
  );
}

interface DialogProps {
  name: string;
  link: PhoneLink;
  busy: boolean;
  onAgain(): void;
  onClose(): void;
}

/** With the page that it leads to (data/session.ts). */
function toDevicePage({ url, until }: PhoneLink): PhoneLink {
  const leading = new URL(url);
  leading.searchParams.set('to', '/device');
  return { url: leading.href, until };
}

/** A phone that opens `localhost` finds itself. */
const staysHere = (url: string) => /^(localhost|127\.|\[::1\])/.test(new URL(url).hostname);

function PhoneDialog({ name, link, busy, onAgain, onClose }: DialogProps) {
  const { url, until } = link;
  const over = useNow() >= Date.parse(until);
  return (
    <Dialog title={t('device.phoneOf', { name })} onClose={onClose} centered>
      <Stack>
        {staysHere(url) && <Alert color="orange">{t('device.phoneLocal')}</Alert>}
        <Text size="sm">{t('device.phoneSteps')}</Text>
        {over ? (
          <Alert color="orange" role="status">
            {t('device.phoneOver')}
          </Alert>
        ) : (
          <>
            <Center>
              <Suspense fallback={<Skeleton height={280} width={280} />}>
                <Code text={url} label={t('device.phoneCode', { name })} />
              </Suspense>
            </Center>
            <CopyField label={t('device.phoneLink')} text={url} />
            <Text size="xs" c="dimmed">
              {t('device.phoneUntil', { until: moment(until) })}
            </Text>
          </>
        )}
        {over && (
          <Button loading={busy} onClick={onAgain}>
            {t('device.phoneShow')}
          </Button>
        )}
      </Stack>
    </Dialog>
  );
}
