/**
 * A dialog, there as long as it is drawn. Where it goes, the focus is again where it was before. What somebody typed in it goes by an
 * act of theirs alone: not by a click beside it, and by the browser's Back, or a reload, with a word.
 */
import { Box, Modal, type ModalProps, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { t } from '../words/t.js';
import { isNowhere, useFocusBack } from './focus-back.js';
import { complain } from './saved.js';

interface DialogProps extends Pick<ModalProps, 'size' | 'centered' | 'closeOnClickOutside' | 'onClose' | 'children'> {
  title: string;
  /** What it shows is shown once: it is kept as what somebody typed is. */
  once?: boolean;
}

export function Dialog({ title, children, once = false, closeOnClickOutside = true, ...how }: DialogProps) {
  useFocusBack();
  const body = useRef<HTMLDivElement>(null);
  const { typed, onInput } = useTyped(once);
  // A step that went took the focus with it.
  useEffect(() => {
    if (isNowhere()) body.current?.focus();
  });
  return (
    <Modal
      opened
      title={<Text fw={650}>{title}</Text>}
      closeButtonProps={{ 'aria-label': t('close') }}
      closeOnClickOutside={closeOnClickOutside && !once && !typed}
      {...how}
    >
      <Box ref={body} tabIndex={-1} style={{ outline: 'none' }} onInput={onInput}>
        {children}
      </Box>
    </Modal>
  );
}

const CHOICES = ['checkbox', 'radio'];
const BY_THE_BROWSER: readonly string[] = ['BACK', 'FORWARD', 'GO'];

const isTextField = (target: EventTarget): target is HTMLInputElement | HTMLTextAreaElement =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !CHOICES.includes(target.type));

/** Keeps people from going away with the page while a field that they typed in is there, and not empty again. @param always whatever they typed */
function useTyped(always: boolean) {
  const [typed, setTyped] = useState(false);
  const fields = useRef(new Set<HTMLInputElement | HTMLTextAreaElement>());
  const onInput = ({ target }: FormEvent) => {
    if (!isTextField(target)) return;
    fields.current.add(target);
    setTyped(true);
  };
  const holds = () => always || [...fields.current].some(({ isConnected, value }) => isConnected && value !== '');
  useBlocker({
    disabled: !always && !typed,
    enableBeforeUnload: holds,
    // What leads on from the dialog itself is an act of theirs.
    shouldBlockFn: ({ action }) => {
      const stays = BY_THE_BROWSER.includes(action) && holds();
      if (stays) complain(t('leave.dialog'));
      return stays;
    },
  });
  return { typed, onInput };
}
