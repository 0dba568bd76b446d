/** What one types to find rows: the address follows when the typing pauses. */
import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { Icon } from './Icon.js';

const TYPING_MS = 300;

interface SearchProps {
  /** Says what can be searched for. */
  label: string;
  value: string;
  onSearch(query: string | undefined): void;
}

export function SearchField({ label, value, onSearch }: SearchProps) {
  const [text, setText] = useState(value);
  // Back, or "clear": the address says another one.
  useEffect(() => setText(value), [value]);
  const later = useDebouncedCallback((query: string) => onSearch(query.trim() || undefined), TYPING_MS);
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<Icon name="search" size={16} />}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        later(currentTarget.value);
      }}
      style={{ flex: '1 1 15rem' }}
    />
  );
}
