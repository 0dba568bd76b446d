/**
 * A dialog, there as long as it is drawn. Where it goes, the focus is again where it was before. What somebody typed in it goes by an
 * act of theirs alone: not by a click beside it, and by Escape, the browser's Back, or a reload, with a word.
 */
import { Box, Modal, type ModalProps, Text } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { useBlocker } from '@tanstack/react-router';
import { type FocusEvent, type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { t } from '../words/t.js';
import { isNowhere, useFocusBack } from './focus-back.js';
import { complain } from './saved.js';

interface DialogProps extends Pick<ModalProps, 'size' | 'centered' | 'closeOnClickOutside' | 'children'> {
  title: string;
  onClose(): void;
  /** What it shows is shown once: it is kept as what somebody typed is. */
  once?: boolean;
  /** What was begun in it goes on: it stays until that says how it ended. */
  busy?: boolean;
}

export function Dialog(props: DialogProps) {
  const { title, children, once = false, busy = false, closeOnClickOutside = true, onClose, ...how } = props;
  useFocusBack();
  const body = useRef<HTMLDivElement>(null);
  const { typed, holds, onFocus, onInput } = useTyped(once);
  useEscape(body, () => {
    if (busy) return;
    if (holds()) complain(t('leave.dialog'));
    else onClose();
  });
  // A step that went took the focus with it.
  useEffect(() => {
    if (isNowhere()) body.current?.focus();
  });
  return (
    <Modal
      opened
      title={<Text fw={650}>{title}</Text>}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': t('close'), disabled: busy }}
      closeOnClickOutside={closeOnClickOutside && !once && !typed && !busy}
      closeOnEscape={false}
      {...how}
    >
      <Box ref={body} tabIndex={-1} style={{ outline: 'none' }} onFocus={onFocus} onInput={onInput}>
        {children}
      </Box>
    </Modal>
  );
}

const LAYERS = '[role=dialog][aria-modal=true]';

/** The upper one of several has the key, and before it a list that is open in a field. */
function useEscape(within: RefObject<HTMLElement | null>, act: () => void): void {
  const hear = ({ key, isComposing, target }: KeyboardEvent) => {
    if (key !== 'Escape' || isComposing) return;
    if (target instanceof Element && target.getAttribute('data-mantine-stop-propagation') === 'true') return;
    if ([...document.querySelectorAll(LAYERS)].at(-1)?.contains(within.current)) act();
  };
  // As the components hear it: before a list that closes by it is closed.
  useWindowEvent('keydown', hear, { capture: true });
}

const CHOICES = ['checkbox', 'radio'];
const BY_THE_BROWSER: readonly string[] = ['BACK', 'FORWARD', 'GO'];

const isTextField = (target: EventTarget): target is HTMLInputElement | HTMLTextAreaElement =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !CHOICES.includes(target.type));

/** Keeps people from going away with the page while a field that they typed in is there, and neither empty nor as it was. @param always whatever they typed */
function useTyped(always: boolean) {
  const [typed, setTyped] = useState(false);
  /** With what stood there before. */
  const fields = useRef(new Map<HTMLInputElement | HTMLTextAreaElement, string>());
  const onFocus = ({ target }: FocusEvent) => {
    if (isTextField(target) && !fields.current.has(target)) fields.current.set(target, target.value);
  };
  const onInput = ({ target }: FormEvent) => {
    if (isTextField(target)) setTyped(true);
  };
  const holds = () =>
    always ||
    [...fields.current].some(([{ isConnected, value }, before]) => isConnected && value !== '' && value !== before);
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
  return { typed, holds, onFocus, onInput };
}
