/** What is asked of a person: roles, and when they want quiet. */
import { Checkbox, Group, Text, TextInput } from '@mantine/core';
import { t } from '../../words/t.js';

interface RoleProps<Role extends string> {
  label: string;
  roles: readonly { role: Role; label: string }[];
  chosen: readonly Role[];
  disabled?: boolean;
  onChosen(roles: Role[]): void;
}

export function RoleFields<Role extends string>({ label, roles, chosen, disabled = false, onChosen }: RoleProps<Role>) {
  return (
    <Checkbox.Group
      label={label}
      description={t('preferences.rolesAbout')}
      value={[...chosen]}
      onChange={(values: string[]) =>
        onChosen(roles.map(({ role }) => role).filter((role) => values.some((value) => value === role)))
      }
    >
      <Group gap="sm" mt={6}>
        {roles.map((one) => (
          <Checkbox
            key={one.role}
            value={one.role}
            label={one.label}
            disabled={disabled}
            title={disabled ? t('access.adminOnly') : undefined}
          />
        ))}
      </Group>
    </Checkbox.Group>
  );
}

interface QuietProps {
  /** IANA zone; null: the business's. */
  zone: string | null;
  /** Both HH:MM; empty: none. */
  start: string;
  end: string;
  disabled?: boolean;
  onChange(next: { start?: string; end?: string }): void;
}

/** Whether one of the two times is missing: then nobody knows when quiet begins, or ends. */
export const isHalf = (start: string, end: string): boolean => (start === '') !== (end === '');

export function QuietFields({ zone, start, end, disabled = false, onChange }: QuietProps) {
  const title = disabled ? t('access.adminOnly') : undefined;
  const missing = isHalf(start, end) && t('preferences.quietHalf');
  return (
    <div>
      <Group grow align="flex-start">
        <TextInput
          type="time"
          label={t('preferences.quietFrom')}
          value={start}
          error={!start && missing}
          disabled={disabled}
          title={title}
          onChange={(event) => onChange({ start: event.currentTarget.value })}
        />
        <TextInput
          type="time"
          label={t('preferences.quietTo')}
          value={end}
          error={!end && missing}
          disabled={disabled}
          title={title}
          onChange={(event) => onChange({ end: event.currentTarget.value })}
        />
      </Group>
      <Text size="xs" c="dimmed" mt={4}>
        {t('preferences.quietAbout', { zone: zone ?? 'none' })}
      </Text>
    </div>
  );
}
