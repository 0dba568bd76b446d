/** One destination unfolded: what can be done with all of it, then its switches by category. */
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useMayChange, useMayChangeOf, useSeesAll } from '../../access.js';
import { RemoveDestination } from '../../parts/RemoveDestination.js';
import { say } from '../../parts/saved.js';
import { Toggle } from '../../parts/Toggle.js';
import { t } from '../../words/t.js';
import { type Bulk, switchEntry } from './acts.js';
import { BulkPreview } from './BulkPreview.js';
import { type Entry, entryName, type TeamCategory } from './catalogue.js';
import { EntrySettings } from './EntrySettings.js';
import { refreshGaps } from './Gaps.js';
import { Switches } from './Switches.js';
import type { Roles } from './types.js';

interface PanelProps {
  entry: Entry;
  categories: readonly TeamCategory[];
  roles: Roles;
  changed(): void;
}

type Act = Bulk | 'remove' | 'settings';

export function EntryPanel({ entry, categories, roles, changed }: PanelProps) {
  const mayChange = useMayChangeOf()(entry.recipient?.id);
  const whole = useSeesAll();
  const [asked, setAsked] = useState<Act | null>(null);
  const ask = useCallback((act: Bulk) => setAsked(act), []);
  const close = () => setAsked(null);
  const removed = () => {
    say(t('preferences.removed', { name: entryName(entry) }));
    if (whole) refreshGaps();
    changed();
  };
  const toggle = useCallback((on: boolean) => switchEntry({ entryId: entry.id, whole }, on), [entry.id, whole]);
  const { message } = entry.health;
  const removal = t('preferences.remove', { name: 'address' in entry ? 'email' : 'other' });
  return (
    <Stack>
      {message && (
        <Alert color="orange">
          <Text size="sm" className="sentence">
            {message}
          </Text>
        </Alert>
      )}
      <EntryActs entry={entry} disabled={!mayChange} removal={removal} onAct={setAsked} />
      <Group gap="sm">
        <Toggle
          checked={entry.enabled}
          disabled={!mayChange}
          label={t('preferences.entrySwitch', { name: entryName(entry) })}
          onToggle={toggle}
        />
        <Text size="sm">{t('preferences.entrySwitch', { name: entryName(entry) })}</Text>
      </Group>
      <Switches entry={entry} categories={categories} disabled={!mayChange} onBulk={ask} />
      {asked === 'remove' && (
        <RemoveDestination
          id={entry.id}
          title={removal}
          what={t('preferences.removeAsk', { name: entryName(entry) })}
          onRemoved={removed}
          onClose={close}
        />
      )}
      {asked === 'settings' && <EntrySettings entry={entry} roles={roles} onClose={close} changed={changed} />}
      {asked !== null && typeof asked === 'object' && (
        <BulkPreview entry={entry} categories={categories} act={asked} onClose={close} />
      )}
    </Stack>
  );
}

interface ActsProps {
  entry: Entry;
  disabled: boolean;
  /** What its end is called. */
  removal: string;
  onAct(act: Act): void;
}

function EntryActs({ entry, disabled, removal, onAct }: ActsProps) {
  // Roles and quiet hours of people are the business's to set; of an own address, the digest is its reader's.
  const hasSettings = useMayChange() || 'digest' in entry;
  const acts: { act: Act; words: string; disabled?: boolean }[] = [
    { act: { enabled: true }, words: t('preferences.enableAll') },
    { act: { enabled: false }, words: t('preferences.disableAll') },
    { act: { enabled: null }, words: t('preferences.backToRole') },
    { act: 'settings', words: t('preferences.settings'), disabled: !hasSettings },
    { act: 'remove', words: removal },
  ];
  return (
    <Group gap="xs">
      {acts.map(({ act, words, disabled: closed = false }) => (
        <Button
          key={words}
          size="xs"
          {...(act === 'remove' ? { variant: 'light', color: 'red' } : { variant: 'default' })}
          disabled={disabled || closed}
          title={disabled || closed ? t('access.adminOnly') : undefined}
          onClick={() => onAct(act)}
        >
          {words}
        </Button>
      ))}
    </Group>
  );
}
