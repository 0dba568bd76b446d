/** A secret of ours that was just made: it is shown now and never again. */
import { Button, Modal, Stack, Text } from '@mantine/core';
import { t } from '../words/t.js';
import { CopyField } from './CopyField.js';

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
    <Modal
      opened
      onClose={onClose}
      title={<Text fw={650}>{title}</Text>}
      closeButtonProps={{ 'aria-label': t('close') }}
      closeOnClickOutside={false}
      centered
    >
      <Stack>
        <Text size="sm">{about}</Text>
        <CopyField text={secret} label={title} />
        <Button onClick={onClose}>{t('secret.kept')}</Button>
      </Stack>
    </Modal>
  );
}
