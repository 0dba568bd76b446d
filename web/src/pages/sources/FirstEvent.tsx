/** Waits for the first event: it turns green by itself, or says what was refused and why. */
import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useEffect } from 'react';
import { useQuery } from 'urql';
import { useHint } from '../../data/client.js';
import { useNow } from '../../now.js';
import { QueryFault } from '../../parts/Fault.js';
import { relative } from '../../words/moments.js';
import { t } from '../../words/t.js';
import { OneSourceDocument, SourceEventsDocument } from './sources.generated.js';

/** What is refused makes no event, so no hint comes of it. */
const LOOK_MS = 2_000;

interface FirstProps {
  sourceId: string;
  /** To enter the secret once more; absent: it is ours, and cannot be wrong. */
  onSecret: (() => void) | undefined;
  onClose(): void;
}

export function FirstEvent({ sourceId, onSecret, onClose }: FirstProps) {
  const [{ data, error }, ask] = useQuery({ query: OneSourceDocument, variables: { id: sourceId } });
  useHint(SourceEventsDocument, {}, () => ask({ requestPolicy: 'network-only' }));
  useEffect(() => {
    const timer = window.setInterval(() => ask({ requestPolicy: 'network-only' }), LOOK_MS);
    return () => window.clearInterval(timer);
  }, [ask]);
  const now = useNow();
  const source = data?.node && 'standing' in data.node ? data.node : null;
  const arrived = source?.lastEventAt ?? null;
  return (
    <Stack role="status">
      {error && <QueryFault error={error} />}
      {arrived !== null && (
        <Alert color="green">{t('sources.arrived', { at: relative(Date.parse(arrived), now) })}</Alert>
      )}
      {arrived === null && (
        <Group wrap="nowrap">
          <Loader size="sm" aria-hidden="true" />
          <Text>{t('sources.waiting')}</Text>
        </Group>
      )}
      {arrived === null && source?.standing === 'REFUSED' && (
        <>
          <Alert color="red">{source.standingReason}</Alert>
          {onSecret && source.wantsSecret && <Button onClick={onSecret}>{t('sources.enterSecret')}</Button>}
        </>
      )}
      <Button variant={arrived === null ? 'default' : 'filled'} onClick={onClose}>
        {t('sources.finish')}
      </Button>
    </Stack>
  );
}
