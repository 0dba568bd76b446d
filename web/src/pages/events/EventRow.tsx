import { Badge, Code, Group, Text } from '@mantine/core';
import { Moment } from '../../parts/Moment.js';
import { Outcomes } from '../../parts/StatusBadge.js';
import { clock } from '../../words/moments.js';
import { t } from '../../words/t.js';
import type { EventRowFragment } from './events.generated.js';

const COLORS = { RECEIVED: 'blue', PROCESSING: 'blue', PROCESSED: 'green', FAILED: 'red' };

export function EventRow({ event }: { event: EventRowFragment }) {
  const { summary, type, status, test, source, receivedAt, deliveries, eventType } = event;
  return (
    <>
      <Text fw={550}>
        {summary}
        {eventType?.severity === 'CRITICAL' && (
          <Badge size="xs" color="red.8" ml={8}>
            {t('bell.critical')}
          </Badge>
        )}
      </Text>
      <Text size="sm" className="at-end">
        <Moment at={receivedAt} />
      </Text>
      <Group gap="xs">
        <Code>{type}</Code>
        {source && (
          <Text size="xs" c="dimmed">
            {source.name}
          </Text>
        )}
        {test && (
          <Badge size="xs" variant="outline" color="gray">
            {t('events.test')}
          </Badge>
        )}
        {!eventType && (
          <Text size="xs" c="dimmed">
            {t('events.unknown')}
          </Text>
        )}
        {status !== 'PROCESSED' && (
          <Badge size="sm" variant="light" color={COLORS[status]}>
            {t(`events.status.${status}`)}
          </Badge>
        )}
        <Outcomes statuses={deliveries.edges.map(({ node }) => node.status)} more={deliveries.pageInfo.hasNextPage} />
      </Group>
      <Text size="xs" c="dimmed" className="at-end" visibleFrom="sm">
        {clock(receivedAt)}
      </Text>
    </>
  );
}
