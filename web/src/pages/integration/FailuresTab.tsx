/** What its code failed on; each opens the event as the payload, with the cursor on the line. */
import { Code, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { useMayChange } from '../../access.js';
import { useHint } from '../../data/client.js';
import { DataList } from '../../parts/DataList.js';
import { Empty } from '../../parts/Empty.js';
import { QueryFault } from '../../parts/Fault.js';
import { Moment } from '../../parts/Moment.js';
import { DOT, t } from '../../words/t.js';
import { EndpointEventsDocument, FailuresDocument } from './integration.generated.js';

export function FailuresTab({ endpointId }: { endpointId: string }) {
  const mayChange = useMayChange();
  const [{ data, error }, ask] = useQuery({ query: FailuresDocument, variables: { id: endpointId } });
  useHint(EndpointEventsDocument, {}, () => ask({ requestPolicy: 'network-only' }));
  if (error && !data) return <QueryFault error={error} />;
  const found = data?.node && 'recentFailures' in data.node ? data.node.recentFailures : undefined;
  return (
    <DataList
      rows={found?.edges.map(({ node }) => node)}
      height={64}
      to={mayChange ? () => `/integrations/${endpointId}` : undefined}
      search={({ event, line }) => ({
        tab: 'code',
        ...(event ? { event: event.id } : {}),
        ...(line === null ? {} : { line: String(line) }),
      })}
      empty={<Empty icon="check" title={t('integration.noFailures')} why={t('integration.failuresWhy')} />}
      render={({ at, event, line, message }) => (
        <>
          <Text size="sm">
            {line !== null && <Code>{t('code.line', { line })}</Code>} {message}
          </Text>
          <Text size="sm" c="dimmed">
            <Moment at={at} />
            {DOT}
            {event ? event.summary : t('integration.eventGone')}
          </Text>
        </>
      )}
    />
  );
}
