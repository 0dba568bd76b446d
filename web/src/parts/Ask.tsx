/** Asks before what cannot be taken back: what will be, and the act by its name. */
import { Button, Group } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { t } from '../words/t.js';
import { Dialog } from './Dialog.js';

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
  const run = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const done = await onAct().finally(() => setBusy(false));
    if (done) onClose();
  };
  return (
    <Dialog onClose={onClose} title={title} busy={busy} centered>
      <form noValidate onSubmit={(event) => void run(event)}>
        {children}
        <Group justify="flex-end" mt="lg" className="acts">
          <Button variant="default" onClick={onClose} disabled={busy}>
            {t('cancel')}
          </Button>
          <Button type="submit" color={danger ? 'red.8' : undefined} loading={busy} disabled={disabled}>
            {act}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
