/** A new key: what it is for, what it may do and whose it is; then its token, once. */
import { NativeSelect, Radio, Stack, Text, TextInput } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { client, faultOf } from '../../data/client.js';
import { t } from '../../words/t.js';
import { Ask } from '../Ask.js';
import { ActFault } from '../Fault.js';
import { SecretOnce } from '../SecretOnce.js';
import { type ApiAccess, CreateApiKeyDocument, type CreateApiKeyInput } from './keys.generated.js';

const ACCESSES = ['ADMIN', 'VIEWER', 'MEMBER', 'PRODUCER'] as const satisfies readonly ApiAccess[];

interface MakeProps {
  /** Whose a personal key may be. */
  people: readonly { id: string; name: string }[];
  /** It is a personal one of the first of them: nothing else is asked. */
  personal?: boolean;
  /** What is suggested: of a key that takes the place of another one. */
  start?: { name: string; access: ApiAccess; recipientId: string | null };
  onMade(): void;
  onClose(): void;
}

export function MakeKey({ people, personal = false, start, onMade, onClose }: MakeProps) {
  const [name, setName] = useState(start?.name ?? '');
  const [access, setAccess] = useState<ApiAccess>(personal ? 'MEMBER' : (start?.access ?? 'VIEWER'));
  const [personId, setPersonId] = useState(start?.recipientId ?? people[0]?.id ?? '');
  const [error, setError] = useState<CombinedError>();
  const [token, setToken] = useState<string | null>(null);
  const make = async () => {
    const input: CreateApiKeyInput = { name: name.trim(), access };
    if (access === 'MEMBER') input.recipientId = personId;
    const answer = await client.mutation(CreateApiKeyDocument, { input }).toPromise();
    setError(answer.error);
    if (!answer.data) return false;
    setToken(answer.data.createApiKey.token);
    onMade();
    return false;
  };
  if (token !== null)
    return <SecretOnce secret={token} title={t('keys.token')} about={t('keys.once')} onClose={onClose} />;
  const elsewhere = error && !faultOf(error, 'name');
  return (
    <Ask
      title={start ? t('keys.rotate') : t('keys.make')}
      act={t('keys.make')}
      onAct={make}
      onClose={onClose}
      disabled={!name.trim()}
    >
      <Stack>
        {start && <Text size="sm">{t('keys.rotateAbout')}</Text>}
        <TextInput
          label={t('keys.name')}
          description={t('keys.nameAbout')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={faultOf(error, 'name')}
          autoComplete="off"
          data-autofocus
        />
        {!personal && <AccessChoice access={access} hasPeople={people.length > 0} onAccess={setAccess} />}
        {!personal && access === 'MEMBER' && (
          <NativeSelect
            label={t('keys.whose')}
            value={personId}
            data={people.map(({ id, name: label }) => ({ value: id, label }))}
            onChange={(event) => setPersonId(event.currentTarget.value)}
          />
        )}
        {elsewhere && <ActFault error={error} />}
      </Stack>
    </Ask>
  );
}

interface ChoiceProps {
  access: ApiAccess;
  hasPeople: boolean;
  onAccess(access: ApiAccess): void;
}

function AccessChoice({ access, hasPeople, onAccess }: ChoiceProps) {
  return (
    <Radio.Group label={t('keys.access')} value={access} onChange={(value) => onAccess(value as ApiAccess)}>
      <Stack gap="xs" mt={6}>
        {ACCESSES.map((one) => (
          <Radio
            key={one}
            value={one}
            label={t(`keys.access.${one}`)}
            description={t(`keys.accessAbout.${one}`)}
            disabled={one === 'MEMBER' && !hasPeople}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
