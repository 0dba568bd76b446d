/** A dialog, there as long as it is drawn. Where it goes, the focus is again where it was before. */
import { Box, Modal, type ModalProps, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { t } from '../words/t.js';
import { isNowhere, useFocusBack } from './focus-back.js';

interface DialogProps extends Pick<ModalProps, 'size' | 'centered' | 'closeOnClickOutside' | 'onClose' | 'children'> {
  title: string;
}

export function Dialog({ title, children, ...how }: DialogProps) {
  useFocusBack();
  const body = useRef<HTMLDivElement>(null);
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
