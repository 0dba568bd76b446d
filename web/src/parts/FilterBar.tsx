/** Filters in one line; on a phone behind a button that says how many are set. */
import { Button, Group, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { t } from '../words/t.js';
import { Icon } from './Icon.js';

interface FilterBarProps {
  /** How many are set. */
  active: number;
  onClear(): void;
  /** Always there: the search. */
  first?: ReactNode;
  children: ReactNode;
}

export function FilterBar({ active, onClear, first, children }: FilterBarProps) {
  const [open, { toggle }] = useDisclosure();
  return (
    <Group gap="xs" mb="sm" role="search">
      {first}
      <Button
        variant="default"
        hiddenFrom="sm"
        onClick={toggle}
        aria-expanded={open}
        leftSection={<Icon name="sliders" size={16} />}
      >
        {t('filter.button', { active })}
      </Button>
      <Group gap="xs" className="filters" data-open={open || undefined}>
        {children}
      </Group>
      {active > 0 && (
        <UnstyledButton onClick={onClear} className="text-button">
          {t('filter.clear')}
        </UnstyledButton>
      )}
    </Group>
  );
}
