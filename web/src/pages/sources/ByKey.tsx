import { Alert, Button, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { faultOf, sentenceOf } from '../../data/client.js';
import { t } from '../../words/t.js';
import { ConnectSourceDocument } from './sources.generated.js';
import type { Kind } from './types.js';

export function ByKey({ kind, onDone }: { kind: Kind; onDone(sourceId: string): void }) {
  const [apiKey, setApiKey] = useState('');
  const [{ fetching, error }, connect] = useMutation(ConnectSourceDocument);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { data } = await connect({ input: { kind: kind.kind, apiKey: apiKey.trim() } });
    if (data) onDone(data.connectSource.source.id);
  };
  const fault = faultOf(error, 'apiKey');
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <PasswordInput
          label={t('sources.apiKey')}
          description={kind.findKey}
          value={apiKey}
          onChange={(event) => setApiKey(event.currentTarget.value)}
          error={fault}
          autoComplete="off"
          required
          data-autofocus
        />
        {error && !fault && <Alert color="red">{sentenceOf(error)}</Alert>}
        <Button type="submit" loading={fetching} disabled={!apiKey.trim()}>
          {t('sources.connect')}
        </Button>
      </Stack>
    </form>
  );
}
