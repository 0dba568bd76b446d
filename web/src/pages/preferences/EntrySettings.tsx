/** When and how: roles, quiet hours of the person, and the digest of an address. */
import { Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { useMayChange } from '../../access.js';
import { client, sentenceOf } from '../../data/client.js';
import { Ask } from '../../parts/Ask.js';
import { useChanges } from '../../parts/changes.js';
import { isHalf, QuietFields, RoleFields } from '../../parts/person/fields.js';
import { complain, say } from '../../parts/saved.js';
import { DOT, t } from '../../words/t.js';
import { type Entry, entryName } from './catalogue.js';
import { refreshGaps } from './Gaps.js';
import { type DigestWindow, SetDigestDocument, UpdatePersonDocument } from './preferences.generated.js';
import type { Roles } from './types.js';

interface SettingsProps {
  entry: Entry;
  roles: Roles;
  onClose(): void;
  changed(): void;
}

const NEVER = 'NEVER';

export function EntrySettings({ entry, roles, onClose, changed }: SettingsProps) {
  const { recipient } = entry;
  const digests = 'digest' in entry;
  const { values, changed: input, change } = useChanges(settingsSaved(entry));
  const { every, at, start, end, chosen } = values;
  const [error, setError] = useState<CombinedError>();
  const mayChange = useMayChange();
  const save = async () => {
    const fault =
      (digests && has(input, 'every', 'at') ? await keepDigest(entry.id, every, at) : undefined) ??
      (recipient && has(input, 'start', 'end', 'chosen')
        ? await keepPerson(recipient.id, personInput(input, values))
        : undefined);
    setError(fault);
    if (fault) return false;
    say(t('preferences.settingsSaved', { name: entryName(entry) }));
    changed();
    return true;
  };
  return (
    <Ask
      title={`${t('preferences.settings')}${DOT}${entryName(entry)}`}
      act={t('save')}
      onAct={save}
      onClose={onClose}
      disabled={isHalf(start, end)}
    >
      <Stack>
        {digests && <DigestFields every={every} at={at} onChange={change} />}
        {recipient && (
          <QuietFields zone={recipient.timeZone} start={start} end={end} disabled={!mayChange} onChange={change} />
        )}
        {recipient && (
          <RoleFields
            label={t('preferences.roles', { name: recipient.name })}
            roles={roles}
            chosen={chosen}
            disabled={!mayChange}
            onChosen={(roles) => change({ chosen: roles })}
          />
        )}
        {error && (
          <Text c="var(--mantine-color-error)" size="sm" role="alert">
            {sentenceOf(error)}
          </Text>
        )}
      </Stack>
    </Ask>
  );
}

type Values = ReturnType<typeof settingsSaved>;

function settingsSaved(entry: Entry) {
  const { recipient } = entry;
  const digest = 'digest' in entry ? entry.digest : null;
  return {
    every: (digest?.every ?? NEVER) as string,
    at: digest?.at ?? '09:00',
    start: recipient?.quietHours?.start ?? '',
    end: recipient?.quietHours?.end ?? '',
    chosen: recipient?.roles ?? [],
  };
}

const has = (changed: Partial<Values>, ...keys: (keyof Values)[]): boolean => keys.some((key) => key in changed);

/** What changed, as the API takes it: a colleague may have saved the rest meanwhile. */
const personInput = (changed: Partial<Values>, { start, end, chosen }: Values) => ({
  ...(has(changed, 'start', 'end') ? { quietHours: start && end ? { start, end } : null } : {}),
  ...(has(changed, 'chosen') ? { roles: chosen } : {}),
});

/** The error, where there is one. */
async function keepDigest(destinationId: string, every: string, at: string): Promise<CombinedError | undefined> {
  const window = every === NEVER ? null : (every as DigestWindow);
  const input = { destinationId, every: window, at: window === 'DAILY' ? at : undefined };
  return (await client.mutation(SetDigestDocument, { input }).toPromise()).error;
}

async function keepPerson(id: string, input: ReturnType<typeof personInput>): Promise<CombinedError | undefined> {
  const { data, error } = await client.mutation(UpdatePersonDocument, { input: { id, ...input } }).toPromise();
  const [gap] = data?.updateRecipient.coverage ?? [];
  if (gap) complain(gap.message);
  refreshGaps();
  return error;
}

interface DigestProps {
  every: string;
  at: string;
  onChange(next: { every?: string; at?: string }): void;
}

function DigestFields({ every, at, onChange }: DigestProps) {
  const choices = ([NEVER, 'HOURLY', 'DAILY'] as const).map((value) => ({
    value,
    label: t(`preferences.digest.${value}`),
  }));
  return (
    <Group grow align="flex-end">
      <NativeSelect
        label={t('preferences.digest')}
        description={t('preferences.digestAbout')}
        data={choices}
        value={every}
        onChange={(event) => onChange({ every: event.currentTarget.value })}
      />
      {every === 'DAILY' && (
        <TextInput
          type="time"
          label={t('preferences.digestAt')}
          value={at}
          onChange={(event) => onChange({ at: event.currentTarget.value })}
        />
      )}
    </Group>
  );
}
