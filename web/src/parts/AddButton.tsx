/** What a page is for: adding one more of its things; shown to who may not, with the reason. */
import { Button } from '@mantine/core';
import { useMayChange } from '../access.js';
import { t } from '../words/t.js';
import { Icon } from './Icon.js';

export function AddButton({ label, onClick }: { label: string; onClick(): void }) {
  const mayChange = useMayChange();
  return (
    <Button
      leftSection={<Icon name="plus" size={16} />}
      onClick={onClick}
      disabled={!mayChange}
      title={mayChange ? undefined : t('access.adminOnly')}
    >
      {label}
    </Button>
  );
}
