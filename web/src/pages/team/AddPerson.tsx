/** Adds a person, with an address at once: roles say what they hear of, everything else can be set on their page. */
import { Stack, TextInput } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { client, faultOf } from '../../data/client.js';
import { Ask } from '../../parts/Ask.js';
import { ActFault } from '../../parts/Fault.js';
import { RoleFields } from '../../parts/person/fields.js';
import { say } from '../../parts/saved.js';
import { t } from '../../words/t.js';
import { AddRecipientDocument, type Role, type TeamQuery } from './team.generated.js';

interface AddProps {
  roles: TeamQuery['roles'];
  onAdded(id: string): void;
  onClose(): void;
}

export function AddPerson({ roles, onAdded, onClose }: AddProps) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [chosen, setChosen] = useState<Role[]>([]);
  const [error, setError] = useState<CombinedError>();
  const add = async () => {
    const input = { name: name.trim(), email: email.trim() || null, roles: chosen };
    const answer = await client.mutation(AddRecipientDocument, { input }).toPromise();
    setError(answer.error);
    if (!answer.data) return false;
    say(t('team.added', { name: input.name }));
    onAdded(answer.data.addRecipient.recipient.id);
    return true;
  };
  const said = faultOf(error, 'name') ?? faultOf(error, 'email');
  return (
    <Ask title={t('team.add')} act={t('team.add')} onAct={add} onClose={onClose} disabled={!name.trim()}>
      <Stack>
        <TextInput
          label={t('team.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={faultOf(error, 'name')}
          autoComplete="off"
          required
          data-autofocus
        />
        <TextInput
          label={t('team.email')}
          description={t('team.emailAbout')}
          type="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={faultOf(error, 'email')}
          autoComplete="off"
        />
        <RoleFields label={t('team.roles')} roles={roles} chosen={chosen} onChosen={setChosen} />
        {error && !said && <ActFault error={error} />}
      </Stack>
    </Ask>
  );
}
