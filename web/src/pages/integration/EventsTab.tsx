/** Which events it takes, by category; each switch saves at once. */
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useCallback } from 'react';
import { useQuery } from 'urql';
import { client, sentenceOf } from '../../data/client.js';
import { byCategory } from '../../parts/categories.js';
import { QueryFault } from '../../parts/Fault.js';
import { Loading } from '../../parts/Loading.js';
import { useOnce } from '../../parts/once.js';
import { complain } from '../../parts/saved.js';
import { Toggle } from '../../parts/Toggle.js';
import { codeWord, labelled, t } from '../../words/t.js';
import {
  type Category,
  ChooseEventDocument,
  ChooseEventsDocument,
  EndpointEventTypesDocument,
  type EndpointQuery,
} from './integration.generated.js';

interface EventsTabProps {
  endpointId: string;
  eventTypes: EndpointQuery['eventTypes'];
  disabled: boolean;
}

export function EventsTab({ endpointId, eventTypes, disabled }: EventsTabProps) {
  const [{ data, error }] = useQuery({ query: EndpointEventTypesDocument, variables: { id: endpointId } });
  const { busy, run: chooseAll } = useOnce(async (category: Category | null, enabled: boolean) => {
    const input = { destinationId: endpointId, category, enabled };
    const answer = await client.mutation(ChooseEventsDocument, { input }).toPromise();
    if (answer.error) complain(sentenceOf(answer.error));
  });
  const chosen = data?.node && 'preferences' in data.node ? data.node.preferences : null;
  if (error && !chosen) return <QueryFault error={error} />;
  if (!chosen) return <Loading rows={4} height={140} />;
  const taken = new Set(chosen.flatMap(({ enabled, eventType }) => (enabled ? [eventType.key] : [])));
  return (
    <Stack>
      <AllOrNone
        name={t('integration.tab.events')}
        disabled={disabled}
        busy={busy}
        onAll={(on) => void chooseAll(null, on)}
      />
      {byCategory(eventTypes).map(({ category, types }) => (
        <Card key={category} withBorder component="section" aria-label={codeWord('category', category)}>
          <Group justify="space-between" mb="xs">
            <Title order={2} size="h4">
              {codeWord('category', category)}
            </Title>
            <AllOrNone
              name={codeWord('category', category)}
              disabled={disabled}
              busy={busy}
              onAll={(on) => void chooseAll(category, on)}
            />
          </Group>
          {types.map((type) => (
            <Choice
              key={type.key}
              endpointId={endpointId}
              type={type}
              enabled={taken.has(type.key)}
              disabled={disabled}
            />
          ))}
        </Card>
      ))}
    </Stack>
  );
}

interface AllOrNoneProps {
  name: string;
  disabled: boolean;
  busy: boolean;
  onAll(on: boolean): void;
}

function AllOrNone({ name, disabled, busy, onAll }: AllOrNoneProps) {
  return (
    <Group gap="xs">
      {([true, false] as const).map((on) => {
        const words = on ? t('integration.all') : t('integration.none');
        return (
          <Button
            key={words}
            size="compact-sm"
            variant="default"
            disabled={disabled}
            title={disabled ? t('access.adminOnly') : undefined}
            aria-label={labelled(name, words)}
            aria-busy={busy}
            onClick={() => onAll(on)}
          >
            {words}
          </Button>
        );
      })}
    </Group>
  );
}

interface ChoiceProps {
  endpointId: string;
  type: EndpointQuery['eventTypes'][number];
  enabled: boolean;
  disabled: boolean;
}

function Choice({ endpointId, type, enabled, disabled }: ChoiceProps) {
  const toggle = useCallback(
    async (on: boolean) => {
      const input = { destinationId: endpointId, eventType: type.key, enabled: on };
      const { error } = await client.mutation(ChooseEventDocument, { input }).toPromise();
      if (error) complain(sentenceOf(error));
      return !error;
    },
    [endpointId, type.key],
  );
  return (
    <Group justify="space-between" wrap="nowrap" py={4}>
      <div>
        <Text size="sm">{type.name}</Text>
        <Text size="xs" c="dimmed">
          {type.description}
        </Text>
      </div>
      <Toggle checked={enabled} label={type.name} disabled={disabled} onToggle={toggle} />
    </Group>
  );
}
