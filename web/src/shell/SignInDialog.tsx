/** Over the page, so that nothing that was typed there is lost: one field for a key or a token. */
import { Button, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { live } from '../data/client.js';
import { session } from '../data/session.js';
import { t } from '../words/t.js';

export function SignInDialog() {
  const [fault, setFault] = useState(session.refusal);
  const [busy, setBusy] = useState(false);
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
