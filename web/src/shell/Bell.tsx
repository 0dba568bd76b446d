/** The bell: the number is always the server's, never counted here, and a glance does not clear it. */
import { ActionIcon, Badge, Popover } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { chunk } from '../chunk.js';
import { useHint } from '../data/client.js';
import { Icon } from '../parts/Icon.js';
import { Loading } from '../parts/Loading.js';
import { t } from '../words/t.js';
import { UnreadCountChangedDocument, UnreadCountDocument } from './bell.generated.js';
import { useLeft } from './left.js';

const NotificationCentre = lazy(() => chunk(() => import('./NotificationCentre.js')));

/** The server counts no further. */
const MOST = 99;

export function Bell() {
  const [{ data }, ask] = useQuery({ query: UnreadCountDocument });
  const [hinted, setHinted] = useState<number | null>(null);
  useHint(UnreadCountChangedDocument, {}, ({ unreadCountChanged }) => setHinted(unreadCountChanged));
  // What a query says is newer than the last hint.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever there is a new answer
  useEffect(() => setHinted(null), [data]);
  const unread = hinted ?? data?.unreadCount ?? 0;
  useEffect(() => showInTitle(unread), [unread]);
  const [open, { toggle, close }] = useDisclosure();
  useLeft(close);
  const narrow = useMediaQuery('(max-width: 47.99em)');
  const navigate = useNavigate();
  const ring = () => (narrow ? void navigate({ to: '/inbox' }) : toggle());
  return (
    <Popover
      opened={open}
      onChange={(opened) => !opened && close()}
      width={400}
      position="bottom-end"
      shadow="lg"
      trapFocus
      returnFocus
      keepMounted={false}
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          pos="relative"
          style={{ overflow: 'visible' }}
          onClick={ring}
          // As long as its list is on its way, the bell has the focus.
          onKeyDown={({ key }) => key === 'Escape' && close()}
          aria-label={t('bell.label', { unread })}
        >
          <Icon name="bell" />
          {unread > 0 && (
            <Badge
              size="xs"
              circle={unread < 10}
              color="red.8"
              pos="absolute"
              top={0}
              right={unread < 10 ? 2 : -6}
              aria-hidden="true"
            >
              {unread > MOST ? `${MOST}+` : unread}
            </Badge>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('page.inbox')}>
        <Suspense fallback={<Loading rows={4} height={72} />}>
          <NotificationCentre onGone={close} changed={() => ask({ requestPolicy: 'network-only' })} height={480} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

/** `(3) Sources · Tocsin`, whatever the page calls itself meanwhile. */
function showInTitle(unread: number): () => void {
  const write = () => {
    const plain = document.title.replace(/^\(\d+\+?\) /, '');
    const title = unread > 0 ? `(${unread > MOST ? `${MOST}+` : unread}) ${plain}` : plain;
    if (document.title !== title) document.title = title;
  };
  write();
  const observer = new MutationObserver(write);
  const element = document.querySelector('title');
  if (element) observer.observe(element, { childList: true });
  return () => observer.disconnect();
}
