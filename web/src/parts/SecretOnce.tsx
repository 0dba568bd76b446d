/** A secret of ours that was just made: it is shown now and never again. */
import { Button, Stack, Text } from '@mantine/core';
import { t } from '../words/t.js';
import { CopyField } from './CopyField.js';
import { Dialog } from './Dialog.js';

interface SecretProps {
  secret: string;
  /** What it is; left out: a signing secret. */
  title?: string;
  /** What to do with it. */
  about?: string;
  onClose(): void;
}

export function SecretOnce({ secret, title = t('secret.title'), about = t('secret.once'), onClose }: SecretProps) {
  return (
    <Dialog onClose={onClose} title={title} once centered>
      <Stack>
        <Text size="sm">{about}</Text>
        <CopyField text={secret} label={title} />
        <Button onClick={onClose}>{t('secret.kept')}</Button>
      </Stack>
    </Dialog>
  );
}
