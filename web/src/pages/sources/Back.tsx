import { Button } from '@mantine/core';
import { t } from '../../words/t.js';

/** To the step before, which nothing was made in. */
export function Back({ onBack }: { onBack(): void }) {
  return (
    <Button variant="subtle" onClick={onBack}>
      {t('integrations.back')}
    </Button>
  );
}
