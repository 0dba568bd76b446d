/** Rename, change the secret, remove. */
import { Checkbox, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { client, faultOf, sentenceOf } from '../../data/client.js';
import { Ask } from '../../parts/Ask.js';
import { useChanges } from '../../parts/changes.js';
import { ActFault } from '../../parts/Fault.js';
import { OvertakenNote } from '../../parts/OvertakenNote.js';
import { SecretOnce } from '../../parts/SecretOnce.js';
import { complain, say } from '../../parts/saved.js';
import { t } from '../../words/t.js';
import {
  RemoveSourceDocument,
  RenameSourceDocument,
  RotateSourceSecretDocument,
  SetSourceApiKeyDocument,
  SetSourceSecretDocument,
  type SourceCardFragment,
} from './sources.generated.js';
import type { Kind } from './types.js';

interface DialogProps {
  source: SourceCardFragment;
  onClose(): void;
  changed(): void;
}

export function RenameDialog({ source, onClose }: DialogProps) {
  const { values, overtaken, change, take } = useChanges({ name: source.name });
  const { name } = values;
  const [error, setError] = useState<CombinedError>();
  const rename = async () => {
    const answer = await client.mutation(RenameSourceDocument, { input: { id: source.id, name } }).toPromise();
    setError(answer.error);
    return !answer.error;
  };
  return (
    <Ask title={t('sources.rename')} act={t('save')} onAct={rename} onClose={onClose}>
      <TextInput
        label={t('sources.name')}
        value={name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        error={error && (faultOf(error, 'name') ?? sentenceOf(error))}
        data-autofocus
      />
      <OvertakenNote
        theirs={overtaken.map(({ saved }) => ({ label: t('sources.name'), value: saved }))}
        onTake={take}
      />
    </Ask>
  );
}

export function SecretDialog({ source, kind, onClose }: DialogProps & { kind: Kind }) {
  const [secret, setSecret] = useState('');
  const [revokeOld, setRevokeOld] = useState(false);
  const [error, setError] = useState<CombinedError>();
  const [made, setMade] = useState<string | null>(null);
  const input = { id: source.id, revokeOld };
  const change = async () => {
    const answer = kind.secretOfProvider
      ? await client.mutation(SetSourceSecretDocument, { input: { ...input, secret: secret.trim() } }).toPromise()
      : await client.mutation(RotateSourceSecretDocument, { input }).toPromise();
    setError(answer.error);
    if (answer.error) return false;
    say(t('sources.rotated'));
    const ours = answer.data && 'rotateSourceSecret' in answer.data ? answer.data.rotateSourceSecret.secret : null;
    setMade(ours);
    return ours === null;
  };
  if (made !== null) return <SecretOnce secret={made} onClose={onClose} />;
  return (
    <Ask
      title={t('sources.rotate')}
      act={t('save')}
      onAct={change}
      onClose={onClose}
      disabled={kind.secretOfProvider && !secret.trim()}
    >
      <Stack>
        {kind.secretOfProvider && (
          <PasswordInput
            label={t('integration.newSecret')}
            description={kind.findSecret}
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
            error={faultOf(error, 'secret')}
            autoComplete="off"
            data-autofocus
          />
        )}
        <Checkbox
          label={t('sources.revokeOld')}
          checked={revokeOld}
          onChange={(event) => setRevokeOld(event.currentTarget.checked)}
        />
        {error && !faultOf(error, 'secret') && <ActFault error={error} />}
      </Stack>
    </Ask>
  );
}

/** With a key of the provider's API, what no webhook told is found. */
export function KeyDialog({ source, kind, onClose }: DialogProps & { kind: Kind }) {
  const [key, setKey] = useState('');
  const [error, setError] = useState<CombinedError>();
  const change = async () => {
    const input = { id: source.id, key: key.trim() };
    const answer = await client.mutation(SetSourceApiKeyDocument, { input }).toPromise();
    setError(answer.error);
    if (!answer.error) say(t('sources.keySaved'));
    return !answer.error;
  };
  const fault = faultOf(error, 'key');
  return (
    <Ask title={t('sources.key')} act={t('save')} onAct={change} onClose={onClose} disabled={!key.trim()}>
      <Stack>
        <Text size="sm">{t('sources.keyAbout')}</Text>
        <PasswordInput
          label={t('sources.apiKey')}
          description={kind.findKey}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          error={fault}
          autoComplete="off"
          data-autofocus
        />
        {error && !fault && <ActFault error={error} />}
      </Stack>
    </Ask>
  );
}

export function RemoveDialog({ source, onClose, changed }: DialogProps) {
  const remove = async () => {
    const { error } = await client.mutation(RemoveSourceDocument, { input: { id: source.id } }).toPromise();
    if (error) complain(sentenceOf(error));
    else say(t('sources.removed', { name: source.name }));
    changed();
    return !error;
  };
  return (
    <Ask title={t('sources.remove')} act={t('sources.remove')} danger onAct={remove} onClose={onClose}>
      <Text size="sm">{t('sources.removeAsk', { name: source.name })}</Text>
    </Ask>
  );
}
