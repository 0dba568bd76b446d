/**
 * A form out of the fields that the API serves. Event types and code need more room than a line: who has such fields draws them
 * beside it. What is secret and known is masked until somebody unlocks it to replace it.
 */
import { Button, Checkbox, Group, NativeSelect, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { faultOf } from '../data/client.js';
import { labelled, t } from '../words/t.js';
import { KeyValues } from './KeyValues.js';
import type { FormFieldFragment } from './metaForm.generated.js';

/** Key -> text, truth or texts by name. What is not there was not touched. */
export type MetaValues = Readonly<Record<string, string | boolean | Record<string, string>>>;

interface MetaFormProps {
  fields: readonly FormFieldFragment[];
  values: MetaValues;
  onValues(values: MetaValues): void;
  error?: CombinedError;
  /** Of something that is there already: what a secret of it looks like, masked; null: it has one that nothing is known of. */
  masked?: Readonly<Record<string, string | null>>;
  disabled?: boolean;
}

const ELSEWHERE = ['EVENT_TYPES', 'CODE'];

/** Those that it draws. */
export const drawnFields = (fields: readonly FormFieldFragment[]) =>
  fields.filter(({ type }) => !ELSEWHERE.includes(type));

/** Whether all that is required is there, in the form that it must have. */
export function isComplete(fields: readonly FormFieldFragment[], values: MetaValues): boolean {
  return drawnFields(fields).every(({ key, required, pattern }) => {
    const value = values[key];
    if (typeof value !== 'string' || value.trim() === '') return !required;
    return !pattern || new RegExp(pattern).test(value.trim());
  });
}

export function MetaForm({ fields, values, onValues, error, masked, disabled = false }: MetaFormProps) {
  return (
    <Stack>
      {drawnFields(fields).map((field) => (
        <Field
          key={field.key}
          field={field}
          value={values[field.key]}
          onValue={(value) => onValues({ ...values, [field.key]: value })}
          fault={faultOf(error, field.key)}
          masked={masked && field.key in masked ? masked[field.key] : undefined}
          disabled={disabled}
        />
      ))}
    </Stack>
  );
}

interface FieldProps {
  field: FormFieldFragment;
  value: MetaValues[string] | undefined;
  onValue(value: MetaValues[string]): void;
  fault: string | null;
  masked: string | null | undefined;
  disabled: boolean;
}

function Field({ field, value, onValue, fault, masked, disabled }: FieldProps) {
  const { key, label, help, type, required, secret, pattern, options } = field;
  const [left, setLeft] = useState(false);
  if (masked !== undefined && value === undefined)
    return (
      <Masked
        label={label}
        hint={masked}
        disabled={disabled}
        onReplace={() => onValue(type === 'KEY_VALUES' ? {} : '')}
      />
    );
  if (type === 'KEY_VALUES')
    return (
      <KeyValues
        label={label}
        help={help}
        pairs={typeof value === 'object' ? value : {}}
        onPairs={onValue}
        fault={fault}
        disabled={disabled}
      />
    );
  if (type === 'BOOLEAN')
    return (
      <Checkbox
        label={label}
        description={help}
        checked={value === true}
        onChange={(event) => onValue(event.currentTarget.checked)}
        error={fault}
        disabled={disabled}
      />
    );
  const text = typeof value === 'string' ? value : '';
  const unfit = left && text !== '' && pattern && !new RegExp(pattern).test(text.trim());
  const common = {
    label,
    description: help ?? undefined,
    required,
    disabled,
    value: text,
    name: key,
    error: fault ?? (unfit ? t('form.unfit') : undefined),
    onBlur: () => setLeft(true),
    onChange: (event: { currentTarget: { value: string } }) => onValue(event.currentTarget.value),
  };
  if (type === 'SELECT') return <NativeSelect {...common} data={['', ...(options ?? [])]} />;
  const closed = { autoComplete: 'off', spellCheck: false };
  if (secret && type !== 'URL')
    return <PasswordInput {...common} {...closed} visibilityToggleButtonProps={{ 'aria-label': t('form.look') }} />;
  return <TextInput {...common} {...closed} type={type === 'URL' ? 'url' : 'text'} autoComplete="off" />;
}

function Masked({
  label,
  hint,
  disabled,
  onReplace,
}: {
  label: string;
  hint: string | null;
  disabled: boolean;
  onReplace(): void;
}) {
  return (
    <div>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Group gap="sm">
        <Text size="sm" ff="monospace">
          {hint ?? '••••••••'}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          onClick={onReplace}
          disabled={disabled}
          aria-label={labelled(label, t('form.replace'))}
        >
          {t('form.replace')}
        </Button>
      </Group>
    </div>
  );
}
