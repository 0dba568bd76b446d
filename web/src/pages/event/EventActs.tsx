/** What can be done about the whole event, and where else it can be seen. */
import { Button, Group } from '@mantine/core';
import { useMayChange } from '../../access.js';
import { useFilters } from '../../parts/filters.js';
import { Icon } from '../../parts/Icon.js';
import { t } from '../../words/t.js';
import type { OneEvent } from './types.js';

export function EventActs({ event: { providerUrl, workflowUrl, erased } }: { event: OneEvent }) {
  const mayChange = useMayChange();
  const [, setOpen] = useFilters(['replay']);
  const barred = mayChange ? erased?.reason : t('access.adminOnly');
  return (
    <Group gap="xs">
      {providerUrl && <Away href={providerUrl} label={t('event.atProvider')} />}
      {workflowUrl && <Away href={workflowUrl} label={t('event.run')} />}
      <Button
        leftSection={<Icon name="play" size={16} />}
        onClick={() => setOpen({ replay: 'REEVALUATE' })}
        disabled={!!barred}
        title={barred}
      >
        {t('event.replay')}
      </Button>
    </Group>
  );
}

function Away({ href, label }: { href: string; label: string }) {
  return (
    <Button
      component="a"
      href={href}
      target="_blank"
      rel="noreferrer"
      variant="default"
      rightSection={<Icon name="external" size={14} />}
    >
      {label}
    </Button>
  );
}
