/** Who looks: light or dark, the language, sign-out. */
import { ActionIcon, Menu, Text, useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useContext, useState } from 'react';
import { type Viewer, ViewerContext } from '../access.js';
import { BUILT } from '../built.js';
import { session } from '../data/session.js';
import { Icon } from '../parts/Icon.js';
import { complain } from '../parts/saved.js';
import { languageName } from '../words/moments.js';
import { locale, locales, t } from '../words/t.js';
import { useLeft } from './left.js';

const SCHEMES = [
  ['light', 'sun'],
  ['dark', 'moon'],
  ['auto', 'screen'],
] as const;
/** As src/api/pages/app.route.ts reads it. */
const LOCALE_COOKIE = 'tocsin-locale';
const YEAR_S = 31_536_000;

/** All words of the server come anew, too. */
function speak(tag: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet
  document.cookie = `${LOCALE_COOKIE}=${tag}; path=/; max-age=${YEAR_S}; samesite=lax`;
  location.reload();
}

async function signOut(): Promise<void> {
  const fault = await session.signOut();
  if (fault) complain(fault);
}

export function ReaderMenu() {
  const viewer = useContext(ViewerContext);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [open, setOpen] = useState(false);
  useLeft(() => setOpen(false));
  return (
    <Menu opened={open} onChange={setOpen} position="bottom-end" width={240} shadow="md" keepMounted={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('reader.menu')}>
          <Icon name="person" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {viewer && (
          <Menu.Label>
            <Text size="sm" fw={600} c="var(--mantine-color-text)">
              {viewer.recipient?.name ?? viewer.business.name}
            </Text>
            {t('reader.access', { access: viewer.access })}
          </Menu.Label>
        )}
        {viewer && <OwnPages viewer={viewer} />}
        <Menu.Divider />
        <Menu.Label>{t('reader.scheme')}</Menu.Label>
        {SCHEMES.map(([scheme, icon]) => (
          <Menu.Item
            key={scheme}
            leftSection={<Icon name={icon} size={16} />}
            rightSection={colorScheme === scheme && <Icon name="check" size={16} />}
            aria-current={colorScheme === scheme}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`reader.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('reader.language')}</Menu.Label>
        {locales().map((tag) => (
          <Menu.Item
            key={tag}
            lang={tag}
            rightSection={locale === tag && <Icon name="check" size={16} />}
            aria-current={locale === tag}
            onClick={() => speak(tag)}
          >
            {languageName(tag)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {viewer && <Menu.Item onClick={() => void signOut()}>{t('reader.signOut')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

/** What is about the reader: their page, this device. */
function OwnPages({ viewer: { recipient } }: { viewer: Viewer }) {
  const navigate = useNavigate();
  const device = BUILT.find(({ name }) => name === 'device');
  const sessions = BUILT.find(({ name }) => name === 'sessions');
  return (
    <>
      {recipient && (
        <Menu.Item
          leftSection={<Icon name="person" size={16} />}
          onClick={() => void navigate({ to: `/team/${recipient.id}` })}
        >
          {t('reader.you')}
        </Menu.Item>
      )}
      {device && (
        <Menu.Item leftSection={<Icon name="phone" size={16} />} onClick={() => void navigate({ to: device.path })}>
          {t('page.device')}
        </Menu.Item>
      )}
      {sessions && (
        <Menu.Item leftSection={<Icon name="screen" size={16} />} onClick={() => void navigate({ to: sessions.path })}>
          {t('page.sessions')}
        </Menu.Item>
      )}
    </>
  );
}
