/** What stands around every page: navigation, the bell, how fresh the data are, who looks, and the dialog to sign in. */
import { AppShell, Box, Burger, Button, Group, Text } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { Link, Outlet, useMatches } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useQuery } from 'urql';
import { isFor, type Viewer, ViewerContext } from '../access.js';
import { BUILT } from '../built.js';
import { useSession } from '../data/session.js';
import { setServerTime } from '../now.js';
import { QueryFault } from '../parts/Fault.js';
import { Icon } from '../parts/Icon.js';
import { t } from '../words/t.js';
import { Bell } from './Bell.js';
import { Keys } from './Keys.js';
import { LiveDot } from './LiveDot.js';
import { useLeft } from './left.js';
import { Navigation } from './Navigation.js';
import { NotYours } from './NotYours.js';
import { ReaderMenu } from './ReaderMenu.js';
import { SignInDialog } from './SignInDialog.js';
import { ShellDocument } from './shell.generated.js';

export function Shell() {
  const signedOut = useSession() === 'OUT';
  const [{ data, error }] = useQuery({ query: ShellDocument });
  useEffect(() => {
    if (data) setServerTime(data.serverTime);
  }, [data]);
  useOnePerson(data?.viewer);
  const recipientId = data?.viewer.recipient?.id;
  const mayRegister = !!data && data.viewer.access !== 'VIEWER';
  useEffect(() => {
    if (mayRegister) void renewSubscription(recipientId);
  }, [mayRegister, recipientId]);
  return (
    <ViewerContext value={data?.viewer ?? null}>
      <Button component="a" href="#page" className="skip">
        {t('shell.skip')}
      </Button>
      <Frame known={!!data && !signedOut}>
        {error && !data && <QueryFault error={error} />}
        {data && <OpenPage viewer={data.viewer} />}
      </Frame>
      {signedOut && <SignInDialog />}
    </ViewerContext>
  );
}

/** Who signs in over the page of somebody else begins anew: what that one saw is in memory, and not theirs to see. */
function useOnePerson(viewer: Viewer | undefined): void {
  const first = useRef<string | null>(null);
  const who = viewer ? [viewer.business.id, viewer.access, viewer.recipient?.id].join(' ') : null;
  useEffect(() => {
    if (who === null) return;
    first.current ??= who;
    if (first.current !== who) location.reload();
  }, [who]);
}

/** Only a browser that gets pushes loads what it takes. */
async function renewSubscription(recipientId: string | undefined): Promise<void> {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  const { renewPush } = await import('../pages/device/renewal.js');
  await renewPush(recipientId);
}

/** The page of the address, where it is for them: the API would refuse what it asks. */
function OpenPage({ viewer }: { viewer: Viewer }) {
  const path: string | undefined = useMatches().at(-1)?.fullPath;
  const page = BUILT.find((one) => one.path === path);
  return page && !isFor(page, viewer) ? <NotYours /> : <Outlet />;
}

function Frame({ known, children }: { known: boolean; children: React.ReactNode }) {
  const [open, { toggle, close }] = useDisclosure();
  const narrow = useMediaQuery('(max-width: 47.99em)');
  useLeft(close);
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !open } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={open}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('shell.menu')}
              aria-expanded={open}
            />
            <Link to="/" aria-label="Tocsin" style={{ textDecoration: 'none', color: 'inherit' }}>
              <Group gap={8} wrap="nowrap">
                {/* On a phone it would stand beside the bell of notifications, and look like it. */}
                <Box visibleFrom="xs" h={20} component="span">
                  <Icon name="bell" />
                </Box>
                <Text fw={700} size="lg" component="span">
                  Tocsin
                </Text>
              </Group>
            </Link>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <LiveDot />
            {known && <Keys />}
            {known && <Bell />}
            <ReaderMenu />
          </Group>
        </Group>
      </AppShell.Header>
      {/* Out of sight is out of the tab order, too. */}
      <AppShell.Navbar p="sm" inert={narrow && !open} aria-label={t('shell.menu')}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1}>
        {children}
      </AppShell.Main>
    </AppShell>
  );
}
