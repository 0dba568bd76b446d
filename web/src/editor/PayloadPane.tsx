import { NativeSelect, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { byCategory } from '../parts/categories.js';
import type { PickedTypeFragment } from '../parts/eventTypePicker.generated.js';
import { codeWord, t } from '../words/t.js';
import { RecentEventsDocument } from './editor.generated.js';
import type { Choice, Payload } from './payload.js';

const choiceName = (choice: Choice) => (choice.kind === 'sample' ? `sample ${choice.eventType}` : `event ${choice.id}`);

function choiceOf(name: string): Choice {
  const [kind, rest = ''] = name.split(' ');
  return kind === 'event' ? { kind: 'event', id: rest } : { kind: 'sample', eventType: rest };
}

interface PaneProps {
  payload: Payload;
  eventTypes: readonly PickedTypeFragment[];
  shown: boolean;
}

export function PayloadPane({ payload, eventTypes, shown }: PaneProps) {
  const [{ data }] = useQuery({ query: RecentEventsDocument });
  const recent = data?.events.edges.map(({ node }) => node) ?? [];
  const { choice } = payload;
  const listed = choice.kind === 'sample' || recent.some(({ id }) => id === choice.id);
  const groups = [
    { group: t('code.recent'), items: recent.map(({ id, summary }) => ({ value: `event ${id}`, label: summary })) },
    ...byCategory(eventTypes).map(({ category, types }) => ({
      group: t('code.sampleOf', { category: codeWord('category', category) }),
      items: types.map(({ key, name }) => ({ value: `sample ${key}`, label: name })),
    })),
  ].filter(({ items }) => items.length > 0);
  const chosen = listed ? [] : [{ value: choiceName(choice), label: t('code.openedEvent') }];
  return (
    <section aria-label={t('code.payload')} data-shown={shown || undefined}>
      <div className="workbench-head">
        <NativeSelect
          size="xs"
          aria-label={t('code.payload')}
          value={choiceName(choice)}
          onChange={(event) => payload.choose(choiceOf(event.currentTarget.value))}
          data={[...chosen, ...groups]}
        />
      </div>
      <div className="workbench-body">
        <textarea
          aria-label={t('code.json')}
          aria-invalid={payload.value === null}
          spellCheck={false}
          value={payload.text}
          onChange={(event) => payload.write(event.currentTarget.value)}
        />
      </div>
      <Text size="xs" c={payload.value === null ? 'red' : 'dimmed'} px="sm" py={6} role="status">
        {payload.value === null ? t('code.noJson') : payload.own ? t('code.ownJson') : t('code.editJson')}
      </Text>
    </section>
  );
}
