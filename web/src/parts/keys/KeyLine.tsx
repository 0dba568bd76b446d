/** One key: how it begins, what it may do, when it was last used; its end and what takes its place. */
import { ActionIcon, Badge, Code, Group, Menu, Text } from '@mantine/core';
import { useState } from 'react';
import { useNow } from '../../now.js';
import { labelled, t } from '../../words/t.js';
import { Icon } from '../Icon.js';
import { WithMoment } from '../Moment.js';
import type { KeyEntryFragment } from './keys.generated.js';
import { MakeKey } from './MakeKey.js';
import { RevokeKey } from './RevokeKey.js';

/** A key that nothing used for so long is only a risk. */
const IDLE_MS = 90 * 24 * 3_600_000;

interface LineProps {
  entry: KeyEntryFragment;
  changed(): void;
}

export function KeyLine({ entry, changed }: LineProps) {
  const { name, prefix, access, createdAt, lastUsedAt, recipient } = entry;
  const now = useNow(60_000);
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div className="key-line">
        <div>
          <Text fw={600} component="span">
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            <Code>{prefix}…</Code>
          </Text>
        </div>
        <div>
          <Badge variant="light" color={access === 'ADMIN' ? 'orange' : 'blue'}>
            {t(`keys.access.${access}`)}
          </Badge>
          {recipient && (
            <Text size="xs" c="dimmed" mt={2}>
              {recipient.name}
            </Text>
          )}
        </div>
        <div>
          <Text size="sm">
            {lastUsedAt === null ? (
              t('keys.unused')
            ) : (
              <WithMoment say={(at) => t('keys.used', { at })} at={lastUsedAt} />
            )}
          </Text>
          <Text size="xs" c="dimmed">
            <WithMoment say={(at) => t('keys.made', { at })} at={createdAt} />
          </Text>
          {now - Date.parse(lastUsedAt ?? createdAt) > IDLE_MS && (
            <Text size="xs" c="var(--mantine-color-orange-light-color)">
              {t('keys.idle')}
            </Text>
          )}
        </div>
      </div>
      <KeyActs entry={entry} changed={changed} />
    </Group>
  );
}

function KeyActs({ entry, changed }: LineProps) {
  const [asked, setAsked] = useState<'rotate' | 'revoke' | null>(null);
  const close = () => setAsked(null);
  const { name, access, recipient } = entry;
  return (
    <>
      <Menu position="bottom-end" withinPortal keepMounted={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={labelled(name, t('acts'))}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsked('rotate')}>{t('keys.rotate')}</Menu.Item>
          <Menu.Item c="var(--mantine-color-red-light-color)" onClick={() => setAsked('revoke')}>
            {t('keys.revoke')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asked === 'rotate' && (
        <MakeKey
          people={recipient ? [recipient] : []}
          start={{ name, access, recipientId: recipient?.id ?? null }}
          onMade={changed}
          onClose={close}
        />
      )}
      {asked === 'revoke' && <RevokeKey entry={entry} onRevoked={changed} onClose={close} />}
    </>
  );
}
