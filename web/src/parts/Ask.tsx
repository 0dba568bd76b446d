/** Asks before what cannot be taken back: what will be, and the act by its name. */
import { Button, Group, Modal, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { t } from '../words/t.js';

interface AskProps {
  title: string;
  children: ReactNode;
  /** The name of the act. */
  act: string;
  danger?: boolean;
  disabled?: boolean;
  /** Resolves to whether it was done; then the dialog closes. */
  onAct(): Promise<boolean>;
  onClose(): void;
}

export function Ask({ title, children, act, danger = false, disabled = false, onAct, onClose }: AskProps) {
  const [busy, setBusy] = useState(false);
  useReturnFocus();
  const run = async () => {
    setBusy(true);
    const done = await onAct().finally(() => setBusy(false));
    if (done) onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={<Text fw={650}>{title}</Text>}
      closeButtonProps={{ 'aria-label': t('close') }}
      centered
    >
      {children}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button color={danger ? 'red.8' : undefined} loading={busy} disabled={disabled} onClick={() => void run()}>
          {act}
        </Button>
      </Group>
    </Modal>
  );
}

/** When a dialog goes, the reader is where it was opened; it is there as long as it is drawn, so that it cannot do that itself. */
function useReturnFocus(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      window.setTimeout(() => {
        if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      });
    },
    [opener],
  );
}
