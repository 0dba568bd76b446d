/** A sample event, signed and posted as its provider does: to see that everybody hears who should. It leads to the event, and who was told. */
import { NativeSelect, Stack, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { client } from '../data/client.js';
import { t } from '../words/t.js';
import { Ask } from './Ask.js';
import { ActFault } from './Fault.js';
import { type SampleTypeFragment, SendSampleEventDocument } from './sendSample.generated.js';
import { typeGroups } from './type-groups.js';

interface SendSampleProps {
  /** The source that it comes from. */
  sourceId: string;
  /** What that source can send. */
  types: readonly SampleTypeFragment[];
  onClose(): void;
}

export function SendSample({ sourceId, types, onClose }: SendSampleProps) {
  const [type, setType] = useState(types[0]?.key ?? '');
  const [error, setError] = useState<CombinedError>();
  const navigate = useNavigate();
  const send = async () => {
    const { data, error: fault } = await client
      .mutation(SendSampleEventDocument, { input: { type, sourceId } })
      .toPromise();
    setError(fault);
    if (data) void navigate({ to: `/events/${data.sendSampleEvent.event.id}` });
    return !!data;
  };
  return (
    <Ask title={t('sample.send')} act={t('sample.send')} onAct={send} onClose={onClose}>
      <Stack>
        <Text size="sm">{t('sample.about')}</Text>
        <NativeSelect
          label={t('page.event')}
          value={type}
          data={typeGroups(types)}
          onChange={(event) => setType(event.currentTarget.value)}
          data-autofocus
        />
        {error && <ActFault error={error} />}
      </Stack>
    </Ask>
  );
}
