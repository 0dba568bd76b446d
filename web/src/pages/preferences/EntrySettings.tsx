/** When and how: roles, quiet hours of the person, and the digest of an address. */
import { Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { useMayChange } from '../../access.js';
import { client, sentenceOf } from '../../data/client.js';
import { Ask } from '../../parts/Ask.js';
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
  const before = digests ? entry.digest : null;
  const [every, setEvery] = useState<string>(before?.every ?? NEVER);
  const [at, setAt] = useState(before?.at ?? '09:00');
  const [start, setStart] = useState(recipient?.quietHours?.start ?? '');
  const [end, setEnd] = useState(recipient?.quietHours?.end ?? '');
  const [chosen, setChosen] = useState(recipient?.roles ?? []);
  const [error, setError] = useState<CombinedError>();
  const mayChange = useMayChange();
  const save = async () => {
    const fault =
      (digests ? await keepDigest(entry.id, every, at) : undefined) ??
      (recipient && mayChange ? await keepPerson(recipient.id, { start, end }, chosen) : undefined);
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
        {digests && <DigestFields every={every} at={at} onEvery={setEvery} onAt={setAt} />}
        {recipient && (
          <QuietFields
            zone={recipient.timeZone}
            start={start}
            end={end}
            disabled={!mayChange}
            onStart={setStart}
            onEnd={setEnd}
          />
        )}
        {recipient && (
          <RoleFields
            label={t('preferences.roles', { name: recipient.name })}
            roles={roles}
            chosen={chosen}
            disabled={!mayChange}
            onChosen={setChosen}
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

type Role = Roles[number]['role'];

/** The error, where there is one. */
async function keepDigest(destinationId: string, every: string, at: string): Promise<CombinedError | undefined> {
  const window = every === NEVER ? null : (every as DigestWindow);
  const input = { destinationId, every: window, at: window === 'DAILY' ? at : undefined };
  return (await client.mutation(SetDigestDocument, { input }).toPromise()).error;
}

async function keepPerson(
  id: string,
  quiet: { start: string; end: string },
  roles: Role[],
): Promise<CombinedError | undefined> {
  const quietHours = quiet.start && quiet.end ? quiet : null;
  const input = { id, quietHours, roles };
  const { data, error } = await client.mutation(UpdatePersonDocument, { input }).toPromise();
  const [gap] = data?.updateRecipient.coverage ?? [];
  if (gap) complain(gap.message);
  refreshGaps();
  return error;
}

interface DigestProps {
  every: string;
  at: string;
  onEvery(every: string): void;
  onAt(at: string): void;
}

function DigestFields({ every, at, onEvery, onAt }: DigestProps) {
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
        onChange={(event) => onEvery(event.currentTarget.value)}
      />
      {every === 'DAILY' && (
        <TextInput
          type="time"
          label={t('preferences.digestAt')}
          value={at}
          onChange={(event) => onAt(event.currentTarget.value)}
        />
      )}
    </Group>
  );
}
