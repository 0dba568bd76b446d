/** Its fields; what is secret stays masked until it is replaced. And the end of it. */
import { Button, Card, Group, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { CombinedError } from '@urql/core';
import { type FormEvent, useState } from 'react';
import { useMayChange } from '../../access.js';
import { client, sentenceOf } from '../../data/client.js';
import { Ask } from '../../parts/Ask.js';
import { useChanges } from '../../parts/changes.js';
import type { EndpointChannelFragment } from '../../parts/endpointChannel.generated.js';
import { ActFault } from '../../parts/Fault.js';
import { LeaveGuard } from '../../parts/LeaveGuard.js';
import { drawnFields, isComplete, MetaForm, type MetaValues } from '../../parts/MetaForm.js';
import type { FormFieldFragment } from '../../parts/metaForm.generated.js';
import { OvertakenNote } from '../../parts/OvertakenNote.js';
import { RemoveDestination } from '../../parts/RemoveDestination.js';
import { SecretOnce } from '../../parts/SecretOnce.js';
import { complain, say } from '../../parts/saved.js';
import { t } from '../../words/t.js';
import { Connection } from './Connection.js';
import {
  type EndpointPageFragment,
  NewSecretDocument,
  UpdateEndpointDocument,
  type UpdateEndpointInput,
} from './integration.generated.js';

/** What is known of its fields: what is not secret. */
function knownOf(endpoint: EndpointPageFragment, fields: readonly FormFieldFragment[]): MetaValues {
  const open = new Set(fields.filter(({ secret }) => !secret).map(({ key }) => key));
  const values = Object.entries(endpoint).filter(
    (entry): entry is [string, string | boolean] =>
      open.has(entry[0]) && (typeof entry[1] === 'string' || typeof entry[1] === 'boolean'),
  );
  return Object.fromEntries(values);
}

interface SettingsProps {
  endpoint: EndpointPageFragment;
  channel: EndpointChannelFragment;
}

/** What stands in its fields, until it is saved. */
function useSettingsDraft(endpoint: EndpointPageFragment, fields: readonly FormFieldFragment[]) {
  const draft = useChanges<MetaValues>(knownOf(endpoint, fields));
  const { values, changed, drop } = draft;
  const [error, setError] = useState<CombinedError>();
  const [busy, setBusy] = useState(false);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const input = { id: endpoint.id, ...changed } as UpdateEndpointInput;
    const { data, error: fault } = await client
      .mutation(UpdateEndpointDocument, { input })
      .toPromise()
      .finally(() => setBusy(false));
    setError(fault);
    if (!data) return;
    drop(values);
    say(t('integration.settingsSaved'));
  };
  return { ...draft, error, busy, save };
}

export function SettingsTab({ endpoint, channel }: SettingsProps) {
  const mayChange = useMayChange();
  const fields = drawnFields(channel.fields);
  const { values, change, overtaken, take, error, busy, dirty, save } = useSettingsDraft(endpoint, fields);
  const secrets = fields.filter(({ secret }) => secret);
  const masked = Object.fromEntries(secrets.map(({ key, type }) => [key, type === 'URL' ? endpoint.url : null]));
  const labelOf = (name: string) => fields.find(({ key }) => key === name)?.label ?? name;
  const touched = fields.filter(({ key }) => key in values);
  return (
    <Stack maw={720}>
      <Card
        withBorder
        component="form"
        noValidate
        onSubmit={(event) => void save(event)}
        aria-label={t('integration.tab.settings')}
      >
        <MetaForm
          fields={fields}
          values={values}
          onValues={change}
          error={error}
          masked={masked}
          disabled={!mayChange}
        />
        {error && !fields.some(({ key }) => error.graphQLErrors[0]?.extensions.field === key) && (
          <ActFault error={error} />
        )}
        <OvertakenNote
          theirs={overtaken.map(({ key, saved }) => ({ label: labelOf(key), value: String(saved) }))}
          onTake={take}
        />
        <Group justify="flex-end" mt="md">
          <Button
            type="submit"
            loading={busy}
            disabled={!mayChange || !isComplete(touched, values)}
            title={mayChange ? undefined : t('access.adminOnly')}
          >
            {t('save')}
          </Button>
        </Group>
      </Card>
      <LeaveGuard dirty={dirty} what={t('leave.lost')} names={['tab']} />
      <Connection endpoint={endpoint} channel={channel} />
      <Ends endpoint={endpoint} makesSecret={fields.some(({ type, required }) => type === 'SECRET' && !required)} />
    </Stack>
  );
}

function Ends({ endpoint, makesSecret }: { endpoint: EndpointPageFragment; makesSecret: boolean }) {
  const { id, label } = endpoint;
  const mayChange = useMayChange();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'secret' | 'remove' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const close = () => setDialog(null);
  const rotate = async () => {
    const { data, error } = await client.mutation(NewSecretDocument, { input: { id } }).toPromise();
    if (error) complain(sentenceOf(error));
    setSecret(data?.rotateEndpointSecret.secret ?? null);
    return !error;
  };
  const leave = () => {
    say(t('integration.removed', { name: label }));
    void navigate({ to: '/integrations', ignoreBlocker: true });
  };
  const why = mayChange ? undefined : t('access.adminOnly');
  return (
    <Group>
      {makesSecret && (
        <Button variant="default" disabled={!mayChange} title={why} onClick={() => setDialog('secret')}>
          {t('integration.newSecret')}
        </Button>
      )}
      <Button
        variant="default"
        c={mayChange ? 'var(--mantine-color-red-light-color)' : undefined}
        disabled={!mayChange}
        title={why}
        onClick={() => setDialog('remove')}
      >
        {t('integration.remove')}
      </Button>
      {dialog === 'secret' && (
        <Ask title={t('integration.newSecret')} act={t('integration.newSecret')} onAct={rotate} onClose={close}>
          <Text size="sm">{t('integration.newSecretAsk')}</Text>
        </Ask>
      )}
      {dialog === 'remove' && (
        <RemoveDestination
          id={id}
          title={t('integration.remove')}
          what={t('integration.removeAsk', { name: label })}
          onRemoved={leave}
          onClose={close}
        />
      )}
      {secret !== null && <SecretOnce secret={secret} onClose={() => setSecret(null)} />}
    </Group>
  );
}
