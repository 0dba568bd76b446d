/** One destination unfolded: what can be done with all of it, then its switches by category. */
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useMayChangeOf } from '../../access.js';
import { client, sentenceOf } from '../../data/client.js';
import { Ask } from '../../parts/Ask.js';
import { complain, say } from '../../parts/saved.js';
import { Toggle } from '../../parts/Toggle.js';
import { t } from '../../words/t.js';
import { type Bulk, switchEntry } from './acts.js';
import { BulkPreview } from './BulkPreview.js';
import { type CategoryOfTypes, type Entry, nameOf } from './catalogue.js';
import type { Roles } from './Entries.js';
import { EntrySettings } from './EntrySettings.js';
import { RemoveDestinationDocument } from './preferences.generated.js';
import { Switches } from './Switches.js';

interface PanelProps {
  entry: Entry;
  categories: readonly CategoryOfTypes[];
  roles: Roles;
  changed(): void;
}

export function EntryPanel({ entry, categories, roles, changed }: PanelProps) {
  const mayChange = useMayChangeOf()(entry.recipient?.id);
  const [asked, setAsked] = useState<Bulk | 'remove' | 'settings' | null>(null);
  const ask = useCallback((act: Bulk) => setAsked(act), []);
  const close = () => setAsked(null);
  const { message } = entry.health;
  return (
    <Stack>
      {message && <Alert color="orange">{message}</Alert>}
      <Group gap="xs">
        <Button size="xs" variant="default" disabled={!mayChange} onClick={() => setAsked({ enabled: true })}>
          {t('preferences.enableAll')}
        </Button>
        <Button size="xs" variant="default" disabled={!mayChange} onClick={() => setAsked({ enabled: false })}>
          {t('preferences.disableAll')}
        </Button>
        <Button size="xs" variant="default" disabled={!mayChange} onClick={() => setAsked({ enabled: null })}>
          {t('preferences.backToRole')}
        </Button>
        <Button size="xs" variant="default" disabled={!mayChange} onClick={() => setAsked('settings')}>
          {t('preferences.settings')}
        </Button>
        <Button size="xs" variant="light" color="red" disabled={!mayChange} onClick={() => setAsked('remove')}>
          {t('preferences.remove', { name: 'address' in entry ? 'email' : 'other' })}
        </Button>
      </Group>
      <Group gap="sm">
        <Toggle
          checked={entry.enabled}
          disabled={!mayChange}
          label={t('preferences.entrySwitch', { name: nameOf(entry) })}
          onToggle={(enabled) => switchEntry(entry, enabled)}
        />
        <Text size="sm">{t('preferences.entrySwitch', { name: nameOf(entry) })}</Text>
      </Group>
      <Switches entry={entry} categories={categories} disabled={!mayChange} onBulk={ask} />
      {asked === 'remove' && <RemoveEntry entry={entry} onClose={close} changed={changed} />}
      {asked === 'settings' && <EntrySettings entry={entry} roles={roles} onClose={close} changed={changed} />}
      {asked !== null && typeof asked === 'object' && (
        <BulkPreview entry={entry} categories={categories} act={asked} onClose={close} />
      )}
    </Stack>
  );
}

/** The last listener of a critical event is kept until somebody says so with the sentence before their eyes. */
function RemoveEntry({ entry, onClose, changed }: { entry: Entry; onClose(): void; changed(): void }) {
  const [warning, setWarning] = useState<string | null>(null);
  const remove = async () => {
    const input = { id: entry.id, confirm: warning !== null };
    const { error, data } = await client.mutation(RemoveDestinationDocument, { input }).toPromise();
    if (error && warning === null && error.graphQLErrors.length > 0) {
      setWarning(sentenceOf(error));
      return false;
    }
    if (error) complain(sentenceOf(error));
    else say(t('preferences.removed', { name: nameOf(entry) }));
    const [gap] = data?.removeDestination.coverage ?? [];
    if (gap) complain(gap.message);
    changed();
    return !error;
  };
  const title = t('preferences.remove', { name: 'address' in entry ? 'email' : 'other' });
  return (
    <Ask title={title} act={warning ? t('preferences.removeAnyway') : title} danger onAct={remove} onClose={onClose}>
      <Text size="sm">{t('preferences.removeAsk', { name: nameOf(entry) })}</Text>
      {warning && (
        <Alert color="red" mt="sm" role="alert">
          {warning}
        </Alert>
      )}
    </Ask>
  );
}
