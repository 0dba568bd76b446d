/** A dialog, there as long as it is drawn. Where it goes, the focus is again where it was before. */
import { Box, Modal, type ModalProps, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { t } from '../words/t.js';

interface DialogProps extends Pick<ModalProps, 'size' | 'centered' | 'closeOnClickOutside' | 'onClose' | 'children'> {
  title: string;
}

/** Of an entry of a menu: what opened the menu, for the entry goes with it. */
function openerNow(): HTMLElement | null {
  const { activeElement } = document;
  const menu = activeElement?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  const opener = menu ? document.getElementById(menu) : activeElement;
  return opener instanceof HTMLElement ? opener : null;
}

const isNowhere = () => document.activeElement === null || document.activeElement === document.body;

export function Dialog({ title, children, ...how }: DialogProps) {
  const opener = useRef<HTMLElement | null>(null);
  opener.current ??= openerNow();
  const body = useRef<HTMLDivElement>(null);
  useEffect(
    () => () => {
      if (isNowhere()) opener.current?.focus({ preventScroll: true });
    },
    [],
  );
  // A step that went took the focus with it.
  useEffect(() => {
    if (isNowhere()) body.current?.focus();
  });
  return (
    <Modal opened title={<Text fw={650}>{title}</Text>} closeButtonProps={{ 'aria-label': t('close') }} {...how}>
      <Box ref={body} tabIndex={-1} style={{ outline: 'none' }}>
        {children}
      </Box>
    </Modal>
  );
}
