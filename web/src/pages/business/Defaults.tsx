/** What people are told of where neither they nor their role say otherwise: a switch for each event. */
import { Group, Stack, Text, Title } from '@mantine/core';
import { memo, useCallback } from 'react';
import { useMayChange } from '../../access.js';
import { client, sentenceOf } from '../../data/client.js';
import { byCategory } from '../../parts/categories.js';
import { complain, offerUndo } from '../../parts/saved.js';
import { Toggle } from '../../parts/Toggle.js';
import { codeWord, t } from '../../words/t.js';
import { type BusinessDefaultFragment, SetBusinessDefaultDocument } from './business.generated.js';

interface DefaultsProps {
  preferences: readonly BusinessDefaultFragment[];
  changed(): void;
}

export function Defaults({ preferences, changed }: DefaultsProps) {
  const mayChange = useMayChange();
  const ofTeam = preferences.filter(({ eventType }) => eventType.audiences.includes('TEAM'));
  const rows = ofTeam.map((preference) => ({ ...preference, category: preference.eventType.category }));
  return byCategory(rows).map(({ category, types }) => (
    <Stack key={category} gap={0} component="section" aria-label={codeWord('category', category)}>
      <Title order={3} size="h5" mt="sm" mb={4}>
        {codeWord('category', category)}
      </Title>
      <ul className="rows">
        {types.map(({ eventType, enabled, source }) => (
          <Row
            key={eventType.key}
            {...{ eventKey: eventType.key, name: eventType.name, description: eventType.description }}
            {...{ enabled, source, changed }}
            disabled={!mayChange}
          />
        ))}
      </ul>
    </Stack>
  ));
}

/** Null: back to the catalogue. */
async function chooseDefault(eventType: string, enabled: boolean | null): Promise<boolean> {
  const answer = await client.mutation(SetBusinessDefaultDocument, { input: { eventType, enabled } }).toPromise();
  if (answer.error) complain(sentenceOf(answer.error));
  const [gap] = answer.data?.setBusinessDefault.coverage ?? [];
  if (gap) complain(gap.message);
  return !answer.error;
}

interface RowProps {
  eventKey: string;
  name: string;
  description: string;
  enabled: boolean;
  source: BusinessDefaultFragment['source'];
  disabled: boolean;
  changed(): void;
}

const Row = memo(function Row({ eventKey, name, description, enabled, source, disabled, changed }: RowProps) {
  const toggle = useCallback(
    async (on: boolean) => {
      const done = await chooseDefault(eventKey, on);
      if (!done) return false;
      const back = async () => {
        await chooseDefault(eventKey, source === 'CATALOGUE' ? null : !on);
        changed();
      };
      offerUndo(t(on ? 'preferences.on' : 'preferences.off', { event: name }), back);
      changed();
      return true;
    },
    [eventKey, name, source, changed],
  );
  return (
    <li className="row">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Text size="sm" fw={550}>
            {name}
          </Text>
          <Text size="xs" c="dimmed">
            {description}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`preferences.source.${source}`)}
          </Text>
        </div>
        <Toggle checked={enabled} disabled={disabled} label={name} onToggle={toggle} />
      </Group>
    </li>
  );
});
