import { Paper, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { QueryFault } from '../../parts/Fault.js';
import { Loading } from '../../parts/Loading.js';
import { PayloadTree } from '../../parts/PayloadTree.js';
import { t } from '../../words/t.js';
import { EventPayloadDocument } from './event.generated.js';

/** @param masked the reader does not see all of it */
export function Payload({ id, masked }: { id: string; masked: boolean }) {
  const [{ data, error }] = useQuery({ query: EventPayloadDocument, variables: { id } });
  return (
    <Paper withBorder p="md">
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={1} height={240} />}
      {masked && (
        <Text size="xs" c="dimmed" mb="xs">
          {t('event.masked')}
        </Text>
      )}
      {data?.event && <PayloadTree value={data.event.payload} label={t('event.payload')} />}
    </Paper>
  );
}
