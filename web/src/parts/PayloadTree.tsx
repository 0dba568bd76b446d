/** JSON as a tree: parts fold, a search opens what it finds, and a click on a name copies its path. */
import { Group, Text, TextInput, UnstyledButton } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useState } from 'react';
import { number } from '../words/moments.js';
import { labelled, t } from '../words/t.js';
import { Icon } from './Icon.js';

/** Deeper parts are folded at first. */
const OPEN_DEPTH = 2;
/** Of a longer list, as many are shown at first: each part is drawn. */
const MOST = 100;

type Entries = [name: string, value: unknown][];

/** Null: it has no parts. */
const entriesOf = (value: unknown): Entries | null =>
  typeof value === 'object' && value !== null ? Object.entries(value) : null;

const holds = (name: string, value: unknown, sought: string): boolean => {
  if (name.toLowerCase().includes(sought)) return true;
  const entries = entriesOf(value);
  if (!entries) return String(value).toLowerCase().includes(sought);
  return entries.some(([inner, one]) => holds(inner, one, sought));
};

export function PayloadTree({ value, label }: { value: unknown; label: string }) {
  const [search, setSearch] = useState('');
  const { copy, copied } = useClipboard({ timeout: 2_000 });
  const entries = entriesOf(value) ?? [];
  const sought = search.trim().toLowerCase();
  const found = sought === '' || entries.some(([name, one]) => holds(name, one, sought));
  return (
    <>
      <Group gap="xs" mb="xs">
        <TextInput
          size="xs"
          aria-label={t('payload.search')}
          placeholder={t('payload.search')}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          style={{ flex: '1 1 10rem' }}
        />
        <UnstyledButton className="text-button" onClick={() => copy(JSON.stringify(value, null, 2))}>
          {copied ? t('copied') : t('payload.copy')}
        </UnstyledButton>
      </Group>
      {!found && (
        <Text size="sm" c="dimmed">
          {t('payload.none')}
        </Text>
      )}
      <section className="tree" aria-label={label}>
        <Parts entries={entries} path="" depth={0} sought={sought} />
      </section>
    </>
  );
}

interface PartProps {
  path: string;
  depth: number;
  sought: string;
}

function Parts({ entries, path, depth, sought }: PartProps & { entries: Entries }) {
  const [all, setAll] = useState(false);
  const wanted = sought === '' ? entries : entries.filter(([name, value]) => holds(name, value, sought));
  const shown = all ? wanted : wanted.slice(0, MOST);
  return (
    <ul>
      {shown.map(([name, value]) => (
        <Part
          key={name}
          name={name}
          value={value}
          path={path ? `${path}.${name}` : name}
          depth={depth}
          sought={sought}
        />
      ))}
      {shown.length < wanted.length && (
        <li>
          <UnstyledButton className="text-button" onClick={() => setAll(true)}>
            {t('more')}
          </UnstyledButton>
        </li>
      )}
    </ul>
  );
}

function Part({ name, value, path, depth, sought }: PartProps & { name: string; value: unknown }) {
  const entries = entriesOf(value);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = sought !== '' || (chosen ?? depth < OPEN_DEPTH);
  // What is found by its own name is shown whole.
  const inner = name.toLowerCase().includes(sought) ? '' : sought;
  if (!entries)
    return (
      <li>
        <Name name={name} path={path} />
        <Leaf value={value} />
      </li>
    );
  const size = Array.isArray(value) ? `[${number(entries.length)}]` : `{${number(entries.length)}}`;
  return (
    <li>
      <button
        type="button"
        hidden={entries.length === 0}
        className="fold"
        aria-expanded={open}
        aria-label={`${name} ${size}`}
        onClick={() => setChosen(!open)}
      >
        <Icon name="chevron" size={12} />
      </button>
      <Name name={name} path={path} />
      <span className="size">{size}</span>
      {open && entries.length > 0 && <Parts entries={entries} path={path} depth={depth + 1} sought={inner} />}
    </li>
  );
}

function Name({ name, path }: { name: string; path: string }) {
  const { copy, copied } = useClipboard({ timeout: 1_500 });
  return (
    <button
      type="button"
      className="name"
      title={copied ? t('copied') : labelled(t('copy'), path)}
      onClick={() => copy(path)}
    >
      {name}
    </button>
  );
}

function Leaf({ value }: { value: unknown }) {
  const kind = value === null ? 'null' : typeof value;
  return <span data-kind={kind}>{kind === 'string' ? `"${value}"` : String(value)}</span>;
}
