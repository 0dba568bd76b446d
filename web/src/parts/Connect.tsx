/** Goes to the chat, where its channel is chosen, and comes back to the page `connected`. */
import { Button, type ButtonProps, Text } from '@mantine/core';
import { useState } from 'react';
import { client, sentenceOf } from '../data/client.js';
import { t } from '../words/t.js';
import { BeginConnectionDocument, type BeginConnectionInput } from './connect.generated.js';
import { complain } from './saved.js';

interface ConnectProps extends Pick<ButtonProps, 'mb' | 'variant' | 'size'> {
  channel: BeginConnectionInput['channel'];
  /** The one that is connected again; absent: a new one. */
  endpointId?: string;
  label: string;
  /** What an operator has not set. */
  problem: string | null;
  disabled: boolean;
}

export function Connect({ channel, endpointId, label, problem, disabled, ...look }: ConnectProps) {
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    const input = { channel, endpointId: endpointId ?? null };
    const { data, error } = await client.mutation(BeginConnectionDocument, { input }).toPromise();
    if (data) return location.assign(data.beginConnection.url);
    setBusy(false);
    if (error) complain(sentenceOf(error));
  };
  return (
    <>
      <Button
        {...look}
        style={{ alignSelf: 'flex-start' }}
        loading={busy}
        disabled={disabled || problem !== null}
        title={disabled ? t('access.adminOnly') : undefined}
        onClick={() => void go()}
      >
        {label}
      </Button>
      {problem && (
        <Text size="xs" c="dimmed" mb={look.mb}>
          {problem}
        </Text>
      )}
    </>
  );
}
