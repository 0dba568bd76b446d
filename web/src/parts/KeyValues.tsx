/** Names with a value each, such as headers. */
import { ActionIcon, Button, Group, Input, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '../words/t.js';
import { Icon } from './Icon.js';

interface KeyValuesProps {
  label: string;
  help: string | null;
  pairs: Readonly<Record<string, string>>;
  onPairs(pairs: Record<string, string>): void;
  fault: string | null;
  disabled: boolean;
}

export function KeyValues({ label, help, pairs, onPairs, fault, disabled }: KeyValuesProps) {
  // While they are written, two may have the same name, or none yet.
  const [rows, setRows] = useState(() => Object.entries(pairs).map(([name, value], id) => ({ id, name, value })));
  const change = (next: typeof rows) => {
    setRows(next);
    onPairs(Object.fromEntries(next.filter(({ name }) => name.trim()).map(({ name, value }) => [name.trim(), value])));
  };
  const edit = (id: number, part: { name?: string; value?: string }) =>
    change(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  return (
    <Input.Wrapper label={label} description={help} error={fault} role="group" aria-label={label}>
      <Stack gap={6} mt={4}>
        {rows.map(({ id, name, value }) => (
          <Group key={id} gap={6} wrap="nowrap">
            <TextInput
              aria-label={t('form.name')}
              placeholder={t('form.name')}
              value={name}
              disabled={disabled}
              onChange={(event) => edit(id, { name: event.currentTarget.value })}
              style={{ flex: 1 }}
            />
            <TextInput
              aria-label={t('form.value')}
              placeholder={t('form.value')}
              value={value}
              autoComplete="off"
              disabled={disabled}
              onChange={(event) => edit(id, { value: event.currentTarget.value })}
              style={{ flex: 2 }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              disabled={disabled}
              aria-label={t('form.removeRow', { name })}
              onClick={() => change(rows.filter((row) => row.id !== id))}
            >
              <Icon name="trash" size={16} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          size="compact-sm"
          variant="default"
          disabled={disabled}
          leftSection={<Icon name="plus" size={14} />}
          onClick={() => change([...rows, { id: Math.max(-1, ...rows.map(({ id }) => id)) + 1, name: '', value: '' }])}
          style={{ alignSelf: 'flex-start' }}
        >
          {t('form.addRow')}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
