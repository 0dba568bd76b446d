/** What came since the list was asked for: it waits here until its reader wants it. */
import { Button } from '@mantine/core';
import { t } from '../words/t.js';
import { Icon } from './Icon.js';

/** @param count of those that wait @param more there are more than these */
export function NewRows({ count, more, onShow }: { count: number; more: boolean; onShow(): void }) {
  return (
    <div role="status" className="new-rows">
      {count > 0 && (
        <Button size="compact-sm" radius="xl" onClick={onShow} leftSection={<Icon name="undo" size={14} />}>
          {t('newRows', { count: more ? `${count}+` : String(count) })}
        </Button>
      )}
    </div>
  );
}
