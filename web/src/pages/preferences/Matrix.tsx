/** Events by destinations. Arrows move, Space toggles; heads stay in sight. */
import { Table, Text } from '@mantine/core';
import { type KeyboardEvent, memo, useCallback } from 'react';
import { useMayChangeOf, useSeesAll } from '../../access.js';
import { Toggle } from '../../parts/Toggle.js';
import { codeWord, joined, t } from '../../words/t.js';
import { switchOne } from './acts.js';
import { cellsOf, type Entry, type EventType, entryName, type TeamCategory } from './catalogue.js';
import type { PreferenceSource } from './preferences.generated.js';

interface MatrixProps {
  entries: readonly Entry[];
  categories: readonly TeamCategory[];
}

export function Matrix({ entries, categories }: MatrixProps) {
  const mayChange = useMayChangeOf();
  const columns = entries.map((entry) => ({ entry, cells: cellsOf(entry), disabled: !mayChange(entry.recipient?.id) }));
  return (
    <Table.ScrollContainer minWidth={320} maxHeight="70vh" scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table stickyHeader withTableBorder bg="var(--mantine-color-body)" onKeyDown={moveByArrows}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('page.event')}</Table.Th>
            {columns.map(({ entry }) => (
              <Table.Th key={entry.id} scope="col" maw={200}>
                <Text size="xs" fw={600}>
                  {entryName(entry)}
                </Text>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        {categories.map(({ category, types }) => (
          <Table.Tbody key={category}>
            <Table.Tr>
              <Table.Th colSpan={entries.length + 1} scope="rowgroup">
                {codeWord('category', category)}
              </Table.Th>
            </Table.Tr>
            {types.map((type) => (
              <Table.Tr key={type.key}>
                <Table.Th scope="row" fw={450} title={type.description}>
                  {type.name}
                </Table.Th>
                {columns.map(({ entry, cells, disabled }) => (
                  <Table.Td key={entry.id}>
                    <Cell
                      entryId={entry.id}
                      name={entryName(entry)}
                      type={type}
                      enabled={cells.get(type.key)?.enabled ?? false}
                      source={cells.get(type.key)?.source ?? 'CATALOGUE'}
                      disabled={disabled}
                    />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        ))}
      </Table>
    </Table.ScrollContainer>
  );
}

interface CellProps {
  entryId: string;
  name: string;
  type: EventType;
  enabled: boolean;
  source: PreferenceSource;
  disabled: boolean;
}

const Cell = memo(function Cell({ entryId, name, type, enabled, source, disabled }: CellProps) {
  const whole = useSeesAll();
  const toggle = useCallback(
    (on: boolean) => switchOne({ entryId, whole, source }, type, on),
    [entryId, whole, source, type],
  );
  return <Toggle checked={enabled} disabled={disabled} label={joined([type.name, name])} onToggle={toggle} />;
});

/** Rows and columns as numbers of steps. */
const STEPS: Record<string, [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function moveByArrows(event: KeyboardEvent<HTMLTableElement>): void {
  const step = STEPS[event.key];
  const cell = event.target instanceof HTMLInputElement ? event.target.closest('td') : null;
  const row = cell?.closest('tr');
  if (!step || !cell || !row) return;
  const rows = [...event.currentTarget.querySelectorAll('tr')].filter((one) => one.querySelector('input'));
  const next = rows[rows.indexOf(row) + step[0]]?.cells[cell.cellIndex + step[1]];
  const toggle = next?.querySelector('input');
  if (!toggle) return;
  event.preventDefault();
  toggle.focus();
}
