/** Which event types: all of them, also those that come to be known later, or chosen ones, by category. */
import { Checkbox, Fieldset, Radio, SimpleGrid, Stack, Text } from '@mantine/core';
import { codeWord, t } from '../words/t.js';
import { byCategory } from './categories.js';
import type { PickedTypeFragment } from './eventTypePicker.generated.js';

interface PickerProps {
  eventTypes: readonly PickedTypeFragment[];
  /** Null: all of them. */
  chosen: readonly string[] | null;
  onChosen(chosen: readonly string[] | null): void;
  /** What all of them means here. */
  help: string | null;
}

export function EventTypePicker({ eventTypes, chosen, onChosen, help }: PickerProps) {
  const keys = chosen ?? [];
  const put = (some: readonly string[], wanted: boolean) =>
    onChosen(wanted ? [...new Set([...keys, ...some])] : keys.filter((key) => !some.includes(key)));
  return (
    <Stack>
      <Radio.Group
        value={chosen === null ? 'all' : 'some'}
        onChange={(value) => onChosen(value === 'all' ? null : [])}
        aria-label={t('eventTypes.which')}
      >
        <Stack gap="xs">
          <Radio value="all" label={t('eventTypes.all', { count: eventTypes.length })} description={help} />
          <Radio value="some" label={t('eventTypes.some')} />
        </Stack>
      </Radio.Group>
      {chosen !== null &&
        byCategory(eventTypes).map(({ category, types: inside }) => {
          const count = inside.filter(({ key }) => keys.includes(key)).length;
          return (
            <Fieldset
              key={category}
              legend={
                <Checkbox
                  label={codeWord('category', category)}
                  checked={count === inside.length}
                  indeterminate={count > 0 && count < inside.length}
                  onChange={(event) =>
                    put(
                      inside.map(({ key }) => key),
                      event.currentTarget.checked,
                    )
                  }
                />
              }
            >
              <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" verticalSpacing="xs">
                {inside.map(({ key, name, description }) => (
                  <Checkbox
                    key={key}
                    label={name}
                    description={description}
                    checked={keys.includes(key)}
                    onChange={(event) => put([key], event.currentTarget.checked)}
                  />
                ))}
              </SimpleGrid>
            </Fieldset>
          );
        })}
      {chosen !== null && (
        <Text size="sm" c="dimmed" role="status">
          {t('eventTypes.count', { count: keys.length })}
        </Text>
      )}
    </Stack>
  );
}
