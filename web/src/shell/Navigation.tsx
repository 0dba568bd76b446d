/** The pages that have a place in the navigation, in its groups. */
import { Box, NavLink, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useContext } from 'react';
import { isFor, ViewerContext } from '../access.js';
import { BUILT } from '../built.js';
import type { PageEntry } from '../pages.js';
import { Icon } from '../parts/Icon.js';
import { findWord, t } from '../words/t.js';

const GROUPS = ['now', 'rules', 'settings'] as const;

export function Navigation() {
  const viewer = useContext(ViewerContext);
  const shown = BUILT.filter((page) => page.nav && isFor(page, viewer));
  return (
    <Box style={{ overflowY: 'auto' }}>
      <Stack gap="md">
        {GROUPS.map((group) => {
          const pages = shown.filter(({ nav }) => nav?.group === group);
          return (
            pages.length > 0 && (
              <div key={group}>
                <Text size="xs" c="dimmed" fw={600} px="sm" pb={4}>
                  {t(`nav.${group}`)}
                </Text>
                {pages.map((page) => (
                  <PageLink key={page.name} page={page} />
                ))}
              </div>
            )
          );
        })}
      </Stack>
    </Box>
  );
}

function PageLink({ page }: { page: PageEntry }) {
  return (
    <Link
      to={page.path}
      activeOptions={{ exact: page.path === '/' }}
      style={{ textDecoration: 'none', color: 'inherit' }}
    >
      {({ isActive }) => (
        <NavLink
          component="span"
          active={isActive}
          label={findWord(`page.${page.name}`) ?? page.name}
          leftSection={<Icon name={page.nav?.icon ?? page.name} />}
          style={{ borderRadius: 'var(--mantine-radius-md)' }}
        />
      )}
    </Link>
  );
}
