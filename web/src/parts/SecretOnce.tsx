/** A secret of ours that was just made: it is shown now and never again. */
import { Button, Stack, Text } from '@mantine/core';
import { t } from '../words/t.js';
import { CopyField } from './CopyField.js';
import { Dialog } from './Dialog.js';

export function SecretOnce({ secret, onClose }: { secret: string; onClose(): void }) {
  return (
    <Dialog onClose={onClose} title={t('secret.title')} closeOnClickOutside={false} centered>
      <Stack>
        <Text size="sm">{t('secret.once')}</Text>
        <CopyField text={secret} label={t('secret.title')} />
        <Button onClick={onClose}>{t('secret.kept')}</Button>
      </Stack>
    </Dialog>
  );
}
