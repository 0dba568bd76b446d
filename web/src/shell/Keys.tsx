/** The button of the palette, and what its keys and the single ones open; both are loaded when first wanted. */
import { ActionIcon, Button, Kbd } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useContext, useState } from 'react';
import { isFor, ViewerContext } from '../access.js';
import { BUILT } from '../built.js';
import { chunk } from '../chunk.js';
import { Icon } from '../parts/Icon.js';
import { t } from '../words/t.js';
import { PALETTE_KEYS, useKeys } from './keys.js';
import { useLeft } from './left.js';

const Palette = lazy(() => chunk(() => import('./Palette.js')));
const KeyList = lazy(() => chunk(() => import('./KeyList.js')));

export function Keys() {
  const viewer = useContext(ViewerContext);
  const navigate = useNavigate();
  const [open, setOpen] = useState<'PALETTE' | 'LIST' | null>(null);
  const close = () => setOpen(null);
  useLeft(close);
  useKeys({
    palette() {
      if (open === 'PALETTE') close();
      // Another dialog has what is not kept yet, and the palette would lead away from it.
      else if (!document.querySelector('[role=dialog][aria-modal=true]')) setOpen('PALETTE');
    },
    list: () => setOpen('LIST'),
    goTo(letter) {
      const page = BUILT.find((one) => one.key === letter && isFor(one, viewer));
      if (page) void navigate({ to: page.path });
      return !!page;
    },
  });
  const show = () => setOpen('PALETTE');
  return (
    <>
      <Button
        variant="default"
        size="xs"
        c="dimmed"
        fw={400}
        visibleFrom="sm"
        onClick={show}
        leftSection={<Icon name="search" size={16} />}
        rightSection={
          <Kbd size="xs" aria-hidden="true">
            {PALETTE_KEYS}
          </Kbd>
        }
        aria-keyshortcuts="Control+K Meta+K"
      >
        {t('palette.button')}
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        hiddenFrom="sm"
        onClick={show}
        aria-label={t('palette.title')}
      >
        <Icon name="search" />
      </ActionIcon>
      <Suspense>
        {open === 'PALETTE' && <Palette onClose={close} onKeys={() => setOpen('LIST')} />}
        {open === 'LIST' && <KeyList onClose={close} />}
      </Suspense>
    </>
  );
}
