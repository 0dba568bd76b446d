/** How they get in themselves: a link that signs a browser or phone in once, and keys for programs that act for them. */
import { Alert, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { client, sentenceOf } from '../../data/client.js';
import { CopyField } from '../../parts/CopyField.js';
import { Dialog } from '../../parts/Dialog.js';
import { Icon } from '../../parts/Icon.js';
import { KeyLine } from '../../parts/keys/KeyLine.js';
import { MakeKey } from '../../parts/keys/MakeKey.js';
import { useOnce } from '../../parts/once.js';
import { Panel } from '../../parts/Panel.js';
import { complain } from '../../parts/saved.js';
import { moment } from '../../words/moments.js';
import { t } from '../../words/t.js';
import { CreateSignInLinkDocument, type CreateSignInLinkMutation, type PersonQuery } from './person.generated.js';
import type { Person } from './types.js';

interface AccessProps {
  person: Person;
  /** Of everybody. */
  keys: NonNullable<PersonQuery['apiKeys']>;
  changed(): void;
}

type Link = CreateSignInLinkMutation['createSignInLink'];

export function Access({ person, keys, changed }: AccessProps) {
  const [making, setMaking] = useState(false);
  const [link, setLink] = useState<Link | null>(null);
  const own = keys.filter(({ recipient }) => recipient?.id === person.id);
  const { busy, run: makeLink } = useOnce(async () => {
    const input = { recipientId: person.id };
    const { data, error } = await client.mutation(CreateSignInLinkDocument, { input }).toPromise();
    if (error) return complain(sentenceOf(error));
    setLink(data?.createSignInLink ?? null);
    changed();
  });
  return (
    <Panel
      title={t('person.access')}
      about={t('person.accessAbout')}
      act={
        <Group gap="xs">
          <Button size="xs" variant="default" loading={busy} onClick={() => void makeLink()}>
            {t('person.makeLink')}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="plus" size={14} />}
            onClick={() => setMaking(true)}
          >
            {t('keys.make')}
          </Button>
        </Group>
      }
    >
      {own.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('person.noAccess', { name: person.name })}
        </Text>
      )}
      {own.length > 0 && (
        <Paper withBorder component="ul" m={0} p={0} className="rows">
          {own.map((entry) => (
            <li key={entry.id} className="row">
              <KeyLine entry={entry} changed={changed} />
            </li>
          ))}
        </Paper>
      )}
      {making && <MakeKey people={[person]} personal onMade={changed} onClose={() => setMaking(false)} />}
      {link && <LinkOnce link={link} name={person.name} onClose={() => setLink(null)} />}
    </Panel>
  );
}

function LinkOnce({ link, name, onClose }: { link: Link; name: string; onClose(): void }) {
  return (
    <Dialog title={t('person.link', { name })} onClose={onClose} once centered>
      <Stack>
        <Text size="sm">{t('person.linkAbout', { name, until: moment(link.until) })}</Text>
        <CopyField text={link.url} label={t('person.makeLink')} />
        <Alert color="orange">{t('person.linkCare')}</Alert>
        <Button onClick={onClose}>{t('secret.kept')}</Button>
      </Stack>
    </Dialog>
  );
}
