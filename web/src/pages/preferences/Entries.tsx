/** The destinations of a channel, each to be unfolded to its switches. Which ones are open stands in the address. */
import { Accordion, Badge, Group, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useFilters } from '../../parts/filters.js';
import { list } from '../../words/moments.js';
import { DOT, t } from '../../words/t.js';
import { countOn, type Entry, entryName, type TeamCategory } from './catalogue.js';
import { EntryPanel } from './EntryPanel.js';
import type { Roles } from './types.js';

interface EntriesProps {
  entries: readonly Entry[];
  categories: readonly TeamCategory[];
  roles: Roles;
  changed(): void;
}

export function Entries({ entries, categories, roles, changed }: EntriesProps) {
  const [{ open }, setFilters] = useFilters(['open']);
  const list = useOpenInSight(entries.some(({ id }) => id === open) ? open : undefined);
  return (
    <Accordion
      ref={list}
      variant="separated"
      // Closed panels would build all their switches.
      keepMounted={false}
      value={open ?? null}
      onChange={(value) => setFilters({ open: value ?? undefined }, true)}
      order={3}
    >
      {entries.map((entry) => (
        <Accordion.Item key={entry.id} value={entry.id}>
          <Accordion.Control>
            <EntryHead entry={entry} roles={roles} />
          </Accordion.Control>
          <Accordion.Panel>
            <EntryPanel entry={entry} categories={categories} roles={roles} changed={changed} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}

/** One that unfolds elsewhere on a long page, since it was just added or a link named it, is scrolled to. */
function useOpenInSight(open: string | undefined) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const head = open && list.current?.querySelector('[aria-expanded=true]');
    if (head && head.getBoundingClientRect().bottom > window.innerHeight) head.scrollIntoView();
  }, [open]);
  return list;
}

const rolesOf = ({ recipient }: Entry, roles: Roles) =>
  (recipient?.roles ?? []).map((role) => roles.find((one) => one.role === role)?.label ?? role);

function EntryHead({ entry, roles }: { entry: Entry; roles: Roles }) {
  const { recipient, health, enabled } = entry;
  const name = entryName(entry);
  const who = [recipient && recipient.name !== name ? recipient.name : null, list(rolesOf(entry, roles)) || null];
  const unconfirmed = 'confirmed' in entry && !entry.confirmed;
  return (
    <Group justify="space-between" gap="xs">
      <div>
        <Text fw={600}>{name}</Text>
        <Text size="sm" c="dimmed">
          {who.filter(Boolean).join(DOT)}
        </Text>
      </div>
      <Group gap="xs">
        {unconfirmed && (
          <Badge variant="light" color="orange">
            {t('preferences.unconfirmed')}
          </Badge>
        )}
        {!enabled && (
          <Badge variant="light" color="gray" c="var(--mantine-color-text)">
            {t('preferences.entryOff')}
          </Badge>
        )}
        {enabled && (health.state === 'FAILING' || health.state === 'PAUSED') && (
          <Badge variant="light" color="red">
            {t('preferences.failing')}
          </Badge>
        )}
        <Text size="sm" c="dimmed">
          {t('preferences.gets', { count: enabled ? countOn(entry) : 0, all: entry.preferences.length })}
        </Text>
      </Group>
    </Group>
  );
}
