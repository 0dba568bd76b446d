/** The switches of one destination: a row for each event, by category. Rows are drawn anew only when they change. */
import { Badge, Button, Group, Text, Title, UnstyledButton } from '@mantine/core';
import { memo, useCallback, useState } from 'react';
import { useSeesAll } from '../../access.js';
import { Toggle } from '../../parts/Toggle.js';
import { codeWord, DOT, labelled, t } from '../../words/t.js';
import { type Bulk, switchOne } from './acts.js';
import { cellsOf, type Entry, type EventType, type TeamCategory } from './catalogue.js';
import { useTypeCoverage } from './Gaps.js';
import type { PreferenceSource } from './preferences.generated.js';
import { Why } from './Why.js';

interface SwitchesProps {
  entry: Entry;
  categories: readonly TeamCategory[];
  disabled: boolean;
  onBulk(act: Bulk): void;
}

export function Switches({ entry, categories, disabled, onBulk }: SwitchesProps) {
  const cells = cellsOf(entry);
  const coverage = useTypeCoverage();
  return categories.map(({ category, types }) => (
    <section key={category} aria-labelledby={`${entry.id}-${category}`}>
      <Group justify="space-between" mt="xs" mb={4}>
        <Title order={4} size="h5" id={`${entry.id}-${category}`}>
          {codeWord('category', category)}
        </Title>
        <Group gap={4}>
          <CategoryButton category={category} enabled disabled={disabled} onBulk={onBulk} />
          <CategoryButton category={category} enabled={false} disabled={disabled} onBulk={onBulk} />
        </Group>
      </Group>
      <ul className="rows">
        {types.map((type) => {
          const cell = cells.get(type.key);
          return (
            cell && (
              <Row
                key={type.key}
                entryId={entry.id}
                type={type}
                enabled={cell.enabled}
                source={cell.source}
                {...coverage.get(type.key)}
                disabled={disabled}
              />
            )
          );
        })}
      </ul>
    </section>
  ));
}

interface CategoryButtonProps {
  category: EventType['category'];
  enabled: boolean;
  disabled: boolean;
  onBulk(act: Bulk): void;
}

function CategoryButton({ category, enabled, disabled, onBulk }: CategoryButtonProps) {
  const words = t(enabled ? 'preferences.allOn' : 'preferences.allOff');
  const label = labelled(codeWord('category', category), words);
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      disabled={disabled}
      title={disabled ? t('access.adminOnly') : undefined}
      aria-label={label}
      onClick={() => onBulk({ enabled, category })}
    >
      {words}
    </Button>
  );
}

interface RowProps {
  entryId: string;
  type: EventType;
  enabled: boolean;
  source: PreferenceSource;
  /** How many people hear of it, and by how many channels, whatever is chosen here; of critical events. */
  people?: number;
  channels?: number;
  /** They are too few. */
  few?: boolean;
  disabled: boolean;
}

const Row = memo(function Row({ entryId, type, enabled, source, people, channels, few = false, disabled }: RowProps) {
  const [asked, setAsked] = useState(false);
  const whole = useSeesAll();
  const toggle = useCallback(
    (on: boolean) => switchOne({ entryId, whole, source }, type, on),
    [entryId, whole, source, type],
  );
  return (
    <li className="row">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={550}>
            {type.name}
            {type.severity === 'CRITICAL' && (
              <Badge size="xs" color="red.8" ml={6}>
                {t('bell.critical')}
              </Badge>
            )}
          </Text>
          <Text size="xs" c="dimmed">
            {type.description}
          </Text>
          {people !== undefined && channels !== undefined && (
            <Text size="xs" fw={550} c={few ? 'var(--mantine-color-error)' : undefined}>
              {t('preferences.reach', { people, channels })}
            </Text>
          )}
          <Text size="xs" c="dimmed">
            {t(`preferences.source.${source}`)}
            {DOT}
            <UnstyledButton
              className="why"
              onClick={() => setAsked(!asked)}
              aria-expanded={asked}
              aria-label={`${t('preferences.why')} ${type.name}`}
            >
              {t('preferences.why')}
            </UnstyledButton>
          </Text>
        </div>
        <Toggle checked={enabled} disabled={disabled} label={type.name} onToggle={toggle} />
      </Group>
      {asked && <Why destinationId={entryId} eventType={type.key} />}
    </li>
  );
});
