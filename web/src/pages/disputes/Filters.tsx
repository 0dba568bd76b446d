/** Which of the disputes are shown: from where, who has them, why they were opened. The choices are those that there are. */
import { Group, NativeSelect } from '@mantine/core';
import type { DisputeCardFragment } from '../../parts/dispute/dispute.generated.js';
import type { Filters as Chosen } from '../../parts/filters.js';
import { t } from '../../words/t.js';

export const NAMES = ['source', 'by', 'reason'] as const;
type Name = (typeof NAMES)[number];

/** What of a dispute a filter goes by, as people read it. */
const TEXT: Record<Name, (dispute: DisputeCardFragment) => string | null> = {
  source: ({ event }) => event.source?.name ?? null,
  by: ({ acknowledgedBy, respondedBy }) => respondedBy ?? acknowledgedBy,
  reason: ({ reasonText }) => reasonText,
};

export const matches = (dispute: DisputeCardFragment, chosen: Chosen<Name>): boolean =>
  NAMES.every((name) => !chosen[name] || TEXT[name](dispute) === chosen[name]);

interface FiltersProps {
  disputes: readonly DisputeCardFragment[];
  filters: Chosen<Name>;
  change(changes: Chosen<Name>): void;
}

export function Filters({ disputes, filters, change }: FiltersProps) {
  return (
    <Group gap="sm" mb="md">
      {NAMES.map((name) => {
        const there = disputes.map(TEXT[name]).filter((text) => text !== null);
        const choices = [...new Set(filters[name] ? [...there, filters[name]] : there)].sort();
        return (
          choices.length > 0 && (
            <NativeSelect
              key={name}
              size="xs"
              label={t(`disputes.filter.${name}`)}
              value={filters[name] ?? ''}
              onChange={(event) => change({ [name]: event.currentTarget.value })}
              data={[{ value: '', label: t('disputes.all') }, ...choices.map((value) => ({ value, label: value }))]}
            />
          )
        );
      })}
    </Group>
  );
}
