/** Ctrl K: everything by a few letters of whatever somebody calls it. Pages, people, events, ids, acts. */
import { Box, Group, Kbd, Modal, Text, TextInput } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useFocusBack } from '../parts/focus-back.js';
import { Icon } from '../parts/Icon.js';
import { t } from '../words/t.js';
import { foundAs } from './finding.js';
import { type Entry, useEntries } from './palette-entries.js';

interface PaletteProps {
  onClose(): void;
  onKeys(): void;
}

const LIST = 'palette-list';
const optionId = (index: number) => `palette-${index}`;

export default function Palette({ onClose, onKeys }: PaletteProps) {
  useFocusBack();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const entries = useEntries(typed, onKeys);
  const chosen = Math.min(at, entries.length - 1);
  const take = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    void entry.act();
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((chosen + step + entries.length) % entries.length);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) take(entries[chosen]);
    else return;
    event.preventDefault();
  };
  const field = (
    <TextInput
      role="combobox"
      aria-expanded
      aria-controls={LIST}
      aria-activedescendant={entries.length > 0 ? optionId(chosen) : undefined}
      aria-label={t('palette.title')}
      placeholder={t('palette.hint')}
      leftSection={<Icon name="search" />}
      size="md"
      variant="unstyled"
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        setAt(0);
      }}
      onKeyDown={press}
      autoComplete="off"
      spellCheck={false}
      data-autofocus
    />
  );
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={560}
      yOffset="10dvh"
      attributes={{ content: { 'aria-label': t('palette.title') } }}
    >
      <Box px="sm" py={4} className="palette-field">
        {field}
      </Box>
      <Options entries={entries} chosen={chosen} typed={typed} onTake={take} />
    </Modal>
  );
}

interface OptionsProps {
  entries: readonly Entry[];
  chosen: number;
  typed: string;
  onTake(entry: Entry): void;
}

function Options({ entries, chosen, typed, onTake }: OptionsProps) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another one is chosen
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const groups = [...new Set(entries.map(({ group }) => group))];
  return (
    <>
      <div id={LIST} role="listbox" aria-label={t('palette.title')} className="palette" ref={list}>
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
          <div key={group} role="group" aria-label={group}>
            <Text size="xs" fw={600} c="dimmed" px="sm" pt="xs" aria-hidden="true">
              {group}
            </Text>
            {entries.map(
              (entry, index) =>
                entry.group === group && (
                  <Option
                    key={entry.id}
                    id={optionId(index)}
                    entry={entry}
                    selected={index === chosen}
                    as={foundAs(typed, entry)}
                    onTake={onTake}
                  />
                ),
            )}
          </div>
        ))}
      </div>
      {entries.length === 0 && (
        <Text p="md" c="dimmed" ta="center" role="status">
          {t('palette.none')}
        </Text>
      )}
    </>
  );
}

interface OptionProps {
  id: string;
  entry: Entry;
  selected: boolean;
  /** Another word for it, that was typed. */
  as: string | null;
  onTake(entry: Entry): void;
}

function Option({ id, entry, selected, as, onTake }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field keeps the focus and has the keys
    <div id={id} role="option" aria-selected={selected} className="palette-option" onClick={() => onTake(entry)}>
      <Icon name={entry.icon} size={16} />
      <span className="palette-title">
        {entry.title}
        {(as ?? entry.about) && (
          <Text span size="xs" c="dimmed" ml={8}>
            {as ?? entry.about}
          </Text>
        )}
      </span>
      {entry.keys && (
        <Group gap={4} wrap="nowrap" aria-hidden="true" visibleFrom="xs">
          {entry.keys.map((key) => (
            <Kbd key={key} size="xs">
              {key}
            </Kbd>
          ))}
        </Group>
      )}
    </div>
  );
}
