/** Adds an address; right after that its switches can be set. */
import { TextInput } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { useViewer } from '../../access.js';
import { client, faultOf, sentenceOf } from '../../data/client.js';
import { Ask } from '../../parts/Ask.js';
import { AddEmailDocument, type CommunicationQuery } from './preferences.generated.js';

type Field = CommunicationQuery['channels'][number]['fields'][number];

interface AddEmailProps {
  field: Field;
  /** What it is called to add one. */
  title: string;
  onAdded(id: string): void;
  onClose(): void;
}

export function AddEmail({ field, title, onAdded, onClose }: AddEmailProps) {
  const [address, setAddress] = useState('');
  const [error, setError] = useState<CombinedError>();
  const { recipient } = useViewer();
  const add = async () => {
    const input = { address: address.trim(), ...(recipient ? { recipientId: recipient.id } : {}) };
    const answer = await client.mutation(AddEmailDocument, { input }).toPromise();
    setError(answer.error);
    if (answer.data) onAdded(answer.data.addEmail.destination.id);
    return !answer.error;
  };
  return (
    <Ask title={title} act={title} onAct={add} onClose={onClose} disabled={!address.trim()}>
      <TextInput
        label={field.label}
        description={field.help}
        value={address}
        onChange={(event) => setAddress(event.currentTarget.value)}
        error={error && (faultOf(error, field.key) ?? sentenceOf(error))}
        autoComplete="email"
        data-autofocus
      />
    </Ask>
  );
}
