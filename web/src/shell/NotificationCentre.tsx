/** What one was told in the app: all, unread or archived, by day, the newest state first. In the bell's popover, and a page of its own. */
import { Button, Group, ScrollArea, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useHint } from '../data/client.js';
import { Empty } from '../parts/Empty.js';
import { QueryFault } from '../parts/Fault.js';
import { Loading } from '../parts/Loading.js';
import { ToPage } from '../parts/ToPage.js';
import { day } from '../words/moments.js';
import { t } from '../words/t.js';
import {
  type NotificationFilter,
  NotificationReceivedDocument,
  type NotificationRowFragment,
  NotificationsDocument,
  UnreadCountChangedDocument,
} from './bell.generated.js';
import { NotificationItem } from './NotificationItem.js';
import { ReadAll } from './ReadAll.js';

const FILTERS = ['ALL', 'UNREAD', 'ARCHIVED'] as const;

interface CentreProps {
  /** The reader went to what an item is about. */
  onGone(): void;
  /** Something was read or archived: the count is another. */
  changed(): void;
  /** Pixels of the list; left out: as long as it is. */
  height?: number;
  /** Somebody came to mark all as read: where that needs a question, it is asked. */
  asks?: boolean;
}

export default function NotificationCentre({ onGone, changed, height, asks = false }: CentreProps) {
  const [filter, setFilter] = useState<NotificationFilter>('ALL');
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error, fetching }, ask] = useQuery({ query: NotificationsDocument, variables: { filter, after } });
  useHint(NotificationReceivedDocument, {}, () => ask({ requestPolicy: 'network-only' }));
  // Read in another tab, or on a phone.
  useHint(UnreadCountChangedDocument, {}, () => ask({ requestPolicy: 'network-only' }));
  const items = data?.notifications.edges.map(({ node }) => node) ?? [];
  const refresh = () => {
    changed();
    ask({ requestPolicy: 'network-only' });
  };
  const choose = (next: string) => {
    setAfter(null);
    setFilter(next as NotificationFilter);
  };
  const page = data?.notifications.pageInfo;
  const list = (
    <Stack gap={0}>
      <Days items={items} onGone={onGone} changed={refresh} />
      {data && items.length === 0 && (
        <Empty
          icon="bell"
          title={t(`bell.empty.${filter}`)}
          why={t('bell.emptyWhy')}
          next={filter === 'ALL' && <ToPage path="/preferences" label={t('page.preferences')} />}
        />
      )}
      {page?.hasNextPage && (
        <Button variant="subtle" m="sm" loading={fetching} onClick={() => setAfter(page.endCursor)}>
          {t('more')}
        </Button>
      )}
    </Stack>
  );
  return (
    <Stack gap={0}>
      <Group p="sm" justify="space-between" gap="xs">
        <SegmentedControl
          size="xs"
          value={filter}
          onChange={choose}
          data={FILTERS.map((value) => ({ value, label: t(`bell.${value}`) }))}
        />
        <ReadAll asks={asks} onRead={refresh} />
      </Group>
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={4} height={72} />}
      {height ? (
        <ScrollArea.Autosize mah={height} type="auto" viewportProps={{ tabIndex: 0 }}>
          {list}
        </ScrollArea.Autosize>
      ) : (
        list
      )}
    </Stack>
  );
}

function Days({
  items,
  onGone,
  changed,
}: {
  items: readonly NotificationRowFragment[];
  onGone(): void;
  changed(): void;
}) {
  return byDay(items).map(([name, ofDay]) => (
    <section key={name} aria-label={name}>
      <Text size="xs" fw={600} c="dimmed" px="md" pt="sm">
        {name}
      </Text>
      {ofDay.map((item) => (
        <NotificationItem key={item.id} item={item} onGone={onGone} changed={changed} />
      ))}
    </section>
  ));
}

/** Strictly by time; the days are those of the reader. */
function byDay(items: readonly NotificationRowFragment[]): [string, NotificationRowFragment[]][] {
  const days = new Map<string, NotificationRowFragment[]>();
  for (const item of items) {
    const name = day(item.updatedAt);
    days.set(name, [...(days.get(name) ?? []), item]);
  }
  return [...days];
}
