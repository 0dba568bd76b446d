/** Adds an address; right after that its switches can be set. */
import { TextInput } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { client, faultOf, sentenceOf } from '../../data/client.js';
import { t } from '../../words/t.js';
import { Ask } from '../Ask.js';
import { AddEmailDocument } from './person.generated.js';

/** What it is called to add one. */
export const addWords = ({ key }: AddEmailProps['field'], channel: string) =>
  t('preferences.add', { name: key === 'address' ? 'email' : 'other', channel });

interface AddEmailProps {
  /** Of the form of its channel. */
  field: { key: string; label: string; help: string | null };
  /** Its label. */
  channel: string;
  /** Whose it is; null: nobody's. */
  recipientId: string | null;
  onAdded(id: string): void;
  onClose(): void;
}

export function AddEmail({ field, channel, recipientId, onAdded, onClose }: AddEmailProps) {
  const [address, setAddress] = useState('');
  const [error, setError] = useState<CombinedError>();
  const title = addWords(field, channel);
  const add = async () => {
    const input = { address: address.trim(), ...(recipientId ? { recipientId } : {}) };
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
