/** All of them, those who are told, or those who are not, each with its count. */
import { SegmentedControl } from '@mantine/core';
import { t } from '../words/t.js';

const WHO = ['all', 'told', 'not'] as const;
export type Who = (typeof WHO)[number];

export const whoOf = (text: string | undefined): Who => WHO.find((who) => who === text) ?? 'all';

interface WhoFilterProps {
  who: Who;
  counts: Record<Who, number>;
  /** Undefined: all of them, as without a word in the address. */
  onChange(who: string | undefined): void;
}

export function WhoFilter({ who, counts, onChange }: WhoFilterProps) {
  return (
    <SegmentedControl
      size="xs"
      mb="xs"
      // Three long words and their counts are wider than a phone.
      maw="100%"
      style={{ flexWrap: 'wrap' }}
      value={who}
      onChange={(next) => onChange(next === 'all' ? undefined : next)}
      data={WHO.map((value) => ({ value, label: t(`event.who.${value}`, { count: counts[value] }) }))}
    />
  );
}
