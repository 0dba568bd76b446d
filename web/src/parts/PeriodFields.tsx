import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '../words/t.js';
import { localText, PERIODS, type Period } from './period.js';

const LENGTHS = Object.keys(PERIODS) as (keyof typeof PERIODS)[];
const BETWEEN = 'between';

export function PeriodFields({ value, onChange }: { value: Period; onChange(period: Period): void }) {
  const between = value.from !== undefined || value.to !== undefined;
  const [asked, setAsked] = useState(between);
  const choose = (chosen: string | null) => {
    setAsked(chosen === BETWEEN);
    onChange({ period: chosen === BETWEEN ? undefined : (chosen ?? undefined), from: undefined, to: undefined });
  };
  return (
    <>
      <Select
        aria-label={t('period.label')}
        placeholder={t('period.label')}
        data={[
          ...LENGTHS.map((length) => ({ value: length, label: t(`period.${length}`) })),
          { value: BETWEEN, label: t('period.between') },
        ]}
        value={value.period ?? (asked || between ? BETWEEN : null)}
        onChange={choose}
        clearable
        w={{ base: '100%', xs: 170 }}
      />
      {(asked || between) && (
        <>
          <End label={t('period.from')} value={value.from} onChange={(from) => onChange({ ...value, from })} />
          <End label={t('period.to')} value={value.to} onChange={(to) => onChange({ ...value, to })} />
        </>
      )}
    </>
  );
}

function End(props: { label: string; value: string | undefined; onChange(iso: string | undefined): void }) {
  const { label, value, onChange } = props;
  return (
    <TextInput
      type="datetime-local"
      aria-label={label}
      title={label}
      value={localText(value)}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.value ? new Date(currentTarget.value).toISOString() : undefined)
      }
      w={{ base: '100%', xs: 210 }}
    />
  );
}
