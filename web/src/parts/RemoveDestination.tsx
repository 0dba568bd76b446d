/** The end of a destination. The last listener of a critical event is kept until somebody says so with the sentence before their eyes. */
import { Alert, Text } from '@mantine/core';
import { useState } from 'react';
import { useSeesAll } from '../access.js';
import { client, sentenceOf } from '../data/client.js';
import { t } from '../words/t.js';
import { Ask } from './Ask.js';
import { RemoveDestinationDocument } from './removeDestination.generated.js';
import { complain } from './saved.js';

interface RemoveProps {
  id: string;
  title: string;
  /** What will be, in one sentence. */
  what: string;
  onRemoved(): void;
  onClose(): void;
}

export function RemoveDestination({ id, title, what, onRemoved, onClose }: RemoveProps) {
  const whole = useSeesAll();
  const [warning, setWarning] = useState<string | null>(null);
  const remove = async () => {
    const input = { id, confirm: warning !== null };
    const { data, error } = await client.mutation(RemoveDestinationDocument, { input, whole }).toPromise();
    if (error && warning === null && error.graphQLErrors.length > 0) setWarning(sentenceOf(error));
    else if (error) complain(sentenceOf(error));
    if (error) return false;
    const [gap] = data?.removeDestination.coverage ?? [];
    if (gap) complain(gap.message);
    onRemoved();
    return true;
  };
  return (
    <Ask title={title} act={warning ? t('removeAnyway') : title} danger onAct={remove} onClose={onClose}>
      <Text size="sm">{what}</Text>
      {warning && (
        <Alert color="red" mt="sm" role="alert">
          {warning}
        </Alert>
      )}
    </Ask>
  );
}
