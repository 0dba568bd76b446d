/** What came in and was not taken, and why. */
import { Badge, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useFresh } from '../../data/fresh.js';
import { DataList } from '../../parts/DataList.js';
import { Empty } from '../../parts/Empty.js';
import { QueryFault } from '../../parts/Fault.js';
import { Moment } from '../../parts/Moment.js';
import { DOT, t } from '../../words/t.js';
import { RejectedRequestsDocument } from './sources.generated.js';

export function Refused() {
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }, ask] = useQuery({ query: RejectedRequestsDocument, variables: { after } });
  useFresh(() => after === null && ask({ requestPolicy: 'network-only' }));
  if (error && !data) return <QueryFault error={error} />;
  const page = data?.rejectedRequests;
  return (
    <>
      {page && page.edges.length > 0 && (
        <Text size="sm" c="dimmed" mb="sm">
          {t('sources.refusedAbout')}
        </Text>
      )}
      <DataList
        rows={page?.edges.map(({ node }) => node)}
        height={64}
        more={page?.pageInfo.hasNextPage ? () => setAfter(page.pageInfo.endCursor) : undefined}
        loading={fetching}
        empty={<Empty icon="check" title={t('sources.refusedNone')} why={t('sources.refusedAbout')} />}
        render={({ at, reason, statusCode, source }) => (
          <>
            <Group gap="xs">
              <Badge variant="light" color="red">
                {statusCode}
              </Badge>
              <Text size="sm" c="dimmed">
                <Moment at={at} both />
                {source && `${DOT}${source.name}`}
              </Text>
            </Group>
            <Text size="sm">{reason}</Text>
          </>
        )}
      />
    </>
  );
}
