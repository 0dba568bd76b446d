/** Its fields; what is secret stays masked until it is replaced. And the end of it. */
import { Button, Card, Group, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { CombinedError } from '@urql/core';
import { type FormEvent, useState } from 'react';
import { useMayChange } from '../../access.js';
import { client, sentenceOf } from '../../data/client.js';
import { Ask } from '../../parts/Ask.js';
import { QueryFault } from '../../parts/Fault.js';
import { drawnFields, isComplete, MetaForm, type MetaValues } from '../../parts/MetaForm.js';
import { SecretOnce } from '../../parts/SecretOnce.js';
import { complain, say } from '../../parts/saved.js';
import { t } from '../../words/t.js';
import {
  type EndpointPageFragment,
  NewSecretDocument,
  RemoveEndpointDocument,
  UpdateEndpointDocument,
  type UpdateEndpointInput,
} from './integration.generated.js';
import type { Way } from './Page.js';

export function SettingsTab({ endpoint, way }: { endpoint: EndpointPageFragment; way: Way }) {
  const mayChange = useMayChange();
  const fields = drawnFields(way.fields);
  const known = {
    label: endpoint.label,
    ...(endpoint.unknownTypes === null ? {} : { unknownTypes: endpoint.unknownTypes }),
  };
  const [values, setValues] = useState<MetaValues>(known);
  const [error, setError] = useState<CombinedError>();
  const [busy, setBusy] = useState(false);
  const masked = Object.fromEntries(
    fields.flatMap(({ key, secret }) => (secret ? [[key, key === 'url' ? endpoint.url : null]] : [])),
  );
  const touched = fields.filter(({ key }) => key in values);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const input = { id: endpoint.id, ...values } as UpdateEndpointInput;
    const answer = await client
      .mutation(UpdateEndpointDocument, { input })
      .toPromise()
      .finally(() => setBusy(false));
    setError(answer.error);
    if (answer.error) return;
    setValues({ ...known, label: values.label ?? endpoint.label, unknownTypes: values.unknownTypes ?? false });
    say(t('integration.settingsSaved'));
  };
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
          onValues={setValues}
          error={error}
          masked={masked}
          disabled={!mayChange}
        />
        {error && !fields.some(({ key }) => error.graphQLErrors[0]?.extensions.field === key) && (
          <QueryFault error={error} />
        )}
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
  const [refused, setRefused] = useState<string | null>(null);
  const close = () => {
    setDialog(null);
    setRefused(null);
  };
  const rotate = async () => {
    const { data, error } = await client.mutation(NewSecretDocument, { input: { id } }).toPromise();
    if (error) complain(sentenceOf(error));
    setSecret(data?.rotateEndpointSecret.secret ?? null);
    return !error;
  };
  const remove = async () => {
    // Refused once where it is the last to hear of something critical; the second time it is meant.
    const input = { id, confirm: refused !== null };
    const { error } = await client.mutation(RemoveEndpointDocument, { input }).toPromise();
    setRefused(error ? sentenceOf(error) : null);
    if (error) return false;
    say(t('integration.removed', { name: label }));
    void navigate({ to: '/integrations', ignoreBlocker: true });
    return true;
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
        <Ask title={t('integration.remove')} act={t('integration.remove')} danger onAct={remove} onClose={close}>
          <Text size="sm">{refused ?? t('integration.removeAsk', { name: label })}</Text>
        </Ask>
      )}
      {secret !== null && <SecretOnce secret={secret} onClose={() => setSecret(null)} />}
    </Group>
  );
}
