/** One item: a click goes to the record, and marks read what is one's own; beside it what else can be done with it. */
import { ActionIcon, Badge, Box, Group, Text, UnstyledButton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { TypedDocumentNode } from '@urql/core';
import { useMayAct, useViewer } from '../access.js';
import { client, sentenceOf } from '../data/client.js';
import { Icon } from '../parts/Icon.js';
import { Moment } from '../parts/Moment.js';
import { useOnce } from '../parts/once.js';
import { complain, offerUndo } from '../parts/saved.js';
import { DOT, locale, remarked, t } from '../words/t.js';
import {
  ArchiveDocument,
  MarkReadDocument,
  MarkUnreadDocument,
  type NotificationIdsInput,
  type NotificationRowFragment,
  UnarchiveDocument,
} from './bell.generated.js';

interface ItemProps {
  item: NotificationRowFragment;
  onGone(): void;
  changed(): void;
}

export function NotificationItem({ item, onGone, changed }: ItemProps) {
  const navigate = useNavigate();
  const mayAct = useMayAct();
  const isOwn = useViewer().recipient?.id === item.recipient.id;
  const { title, body } = useShownWords(item, isOwn);
  const input = { ids: [item.id] };
  const act = async (document: TypedDocumentNode<unknown, { input: NotificationIdsInput }>) => {
    const { error } = await client.mutation(document, { input }).toPromise();
    if (error) complain(sentenceOf(error));
    changed();
    return !error;
  };
  const go = () => {
    if (item.readAt === null && isOwn && mayAct) void act(MarkReadDocument);
    onGone();
    const { pathname, origin } = new URL(item.link, location.origin);
    if (origin === location.origin) void navigate({ to: pathname });
    else location.assign(item.link);
  };
  const archive = async () => {
    if (await act(ArchiveDocument)) offerUndo(t('bell.archived'), () => act(UnarchiveDocument));
  };
  const unread = item.readAt === null;
  const archived = item.archivedAt !== null;
  // Whose it is, where it is somebody else's: what is done here is done for them.
  const named = isOwn ? title : remarked(title, item.recipient.name);
  return (
    <Group
      component="article"
      wrap="nowrap"
      gap={0}
      align="flex-start"
      px="sm"
      py={6}
      data-unread={unread || undefined}
    >
      <UnstyledButton onClick={go} data-row style={{ flex: 1, minWidth: 0 }} p={4}>
        <ItemText item={{ ...item, title, body }} unread={unread} />
      </UnstyledButton>
      <ItemAct
        icon={unread ? 'check' : 'mail'}
        disabled={!mayAct}
        label={t(unread ? 'bell.markRead' : 'bell.markUnread', { title: named })}
        onAct={() => act(unread ? MarkReadDocument : MarkUnreadDocument)}
      />
      <ItemAct
        icon={archived ? 'undo' : 'archive'}
        disabled={!mayAct}
        hotkey="e"
        label={t(archived ? 'bell.unarchive' : 'bell.archive', { title: named })}
        onAct={() => (archived ? act(UnarchiveDocument) : archive())}
      />
    </Group>
  );
}

/**
 * An item is in the words in which its person was told. Who looks at those of a whole team reads in their own language what happened, and
 * not one line in each of theirs.
 */
function useShownWords({ title, body, event, recipient }: NotificationRowFragment, isOwn: boolean) {
  const { business } = useViewer();
  const language = (tag: string) => tag.split('-')[0];
  if (isOwn || language(recipient.locale ?? business.locale) === language(locale)) return { title, body };
  return { title: event.summary, body: '' };
}

interface ActProps {
  icon: string;
  label: string;
  hotkey?: string;
  disabled: boolean;
  onAct(): Promise<unknown>;
}

function ItemAct({ icon, label, hotkey, disabled, onAct }: ActProps) {
  const { busy, run } = useOnce(onAct);
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      onClick={() => void run()}
      // With a spinner in its place it would lose the focus.
      aria-busy={busy}
      disabled={disabled}
      aria-label={label}
      title={disabled ? t('access.adminOnly') : label}
      aria-keyshortcuts={hotkey}
    >
      <Icon name={icon} size={16} />
    </ActionIcon>
  );
}

function ItemText({ item, unread }: { item: NotificationRowFragment; unread: boolean }) {
  const dot = unread ? 'var(--mantine-primary-color-filled)' : 'transparent';
  return (
    <Group gap={6} wrap="nowrap" align="flex-start">
      <Box w={8} h={8} mt={7} bg={dot} style={{ borderRadius: 4, flex: 'none' }} />
      <Box style={{ minWidth: 0 }}>
        <Text size="sm" fw={unread ? 650 : 450}>
          {unread && <span className="hidden-text">{t('bell.unreadItem')} </span>}
          {item.title}
          {item.severity === 'CRITICAL' && (
            <Badge size="xs" color="red.8" ml={6}>
              {t('bell.critical')}
            </Badge>
          )}
        </Text>
        {item.body && (
          <Text size="xs" c="dimmed" lineClamp={2}>
            {item.body}
          </Text>
        )}
        <Text size="xs" c="dimmed" component="div">
          {item.recipient.name}
          {DOT}
          <Moment at={item.updatedAt} />
        </Text>
      </Box>
    </Group>
  );
}
