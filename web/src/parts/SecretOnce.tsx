/** A secret of ours that was just made: it is shown now and never again. */
import { Button, Modal, Stack, Text } from '@mantine/core';
import { t } from '../words/t.js';
import { CopyField } from './CopyField.js';

export function SecretOnce({ secret, onClose }: { secret: string; onClose(): void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={<Text fw={650}>{t('secret.title')}</Text>}
      closeButtonProps={{ 'aria-label': t('close') }}
      closeOnClickOutside={false}
      centered
    >
      <Stack>
        <Text size="sm">{t('secret.once')}</Text>
        <CopyField text={secret} label={t('secret.title')} />
        <Button onClick={onClose}>{t('secret.kept')}</Button>
      </Stack>
    </Modal>
  );
}
