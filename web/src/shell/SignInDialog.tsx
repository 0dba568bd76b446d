/** Over the page, so that nothing that was typed there is lost: one field for a key or a token. */
import { Button, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { client, live } from '../data/client.js';
import { session } from '../data/session.js';
import { useFieldBack } from '../parts/focus-back.js';
import { t } from '../words/t.js';
import { ShellDocument } from './shell.generated.js';

/** Who signed in in another tab of this browser meanwhile is signed in here as well. */
async function lookAgain(): Promise<void> {
  if (document.visibilityState !== 'visible') return;
  const { error } = await client.query(ShellDocument, {}, { requestPolicy: 'network-only' }).toPromise();
  if (error) return;
  session.back();
  live.connect();
}

export function SignInDialog() {
  useFieldBack();
  const [fault, setFault] = useState(session.refusal);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const look = () => void lookAgain();
    document.addEventListener('visibilitychange', look);
    window.addEventListener('focus', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('focus', look);
    };
  }, []);
  const signIn = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const key = String(new FormData(event.currentTarget).get('key')).trim();
    setBusy(true);
    const refusal = await session.signIn({ key }).catch(() => t('fault.network'));
    setBusy(false);
    setFault(refusal);
    if (refusal === null) live.connect();
  };
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      returnFocus={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={<Text fw={700}>{t('signIn.title')}</Text>}
      centered
    >
      <form onSubmit={(event) => void signIn(event)}>
        <Stack>
          <Text size="sm">{t('signIn.hint')}</Text>
          <PasswordInput
            name="key"
            label={t('signIn.key')}
            error={fault}
            autoComplete="current-password"
            spellCheck={false}
            required
            data-autofocus
          />
          <Button type="submit" loading={busy}>
            {t('signIn.button')}
          </Button>
          <Text size="xs" c="dimmed">
            {t('signIn.link')}
          </Text>
        </Stack>
      </form>
    </Modal>
  );
}
