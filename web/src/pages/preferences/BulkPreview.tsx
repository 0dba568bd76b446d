/** Before many switches change at once: what that would have done to the last 30 days of real events. */
import { Alert, List, Text } from '@mantine/core';
import { useQuery } from 'urql';
import { useSeesAll } from '../../access.js';
import { Ask } from '../../parts/Ask.js';
import { QueryFault } from '../../parts/Fault.js';
import { Loading } from '../../parts/Loading.js';
import { codeWord, DOT, labelled, t } from '../../words/t.js';
import { type Bulk, bulk } from './acts.js';
import { type Entry, entryName, type TeamCategory } from './catalogue.js';
import { ReplayPreferencesDocument } from './preferences.generated.js';

interface PreviewProps {
  entry: Entry;
  categories: readonly TeamCategory[];
  act: Bulk;
  onClose(): void;
}

/** Of critical events that nobody would have heard of, so many are named. */
const NAMED = 5;

export function BulkPreview({ entry, categories, act, onClose }: PreviewProps) {
  const { enabled, category } = act;
  const words =
    enabled === null
      ? t('preferences.backToRole')
      : category
        ? labelled(codeWord('category', category), t(enabled ? 'preferences.allOn' : 'preferences.allOff'))
        : t(enabled ? 'preferences.enableAll' : 'preferences.disableAll');
  const types = categories.filter((one) => !category || one.category === category).flatMap((one) => one.types);
  const whole = useSeesAll();
  const run = () => bulk(entry, whole, act, t('preferences.bulkDone', { name: entryName(entry), act: words }));
  return (
    <Ask title={`${words}${DOT}${entryName(entry)}`} act={t('preferences.apply')} onAct={run} onClose={onClose}>
      {enabled === null && <Text size="sm">{t('preferences.backToRoleAbout')}</Text>}
      {/* It counts the events of the whole business. */}
      {enabled !== null && whole && (
        <Impact
          changes={types.map(({ key }) => ({ destinationId: entry.id, eventType: key, enabled }))}
          entryId={entry.id}
        />
      )}
      {enabled !== null && !whole && (
        <Text size="sm">
          {t('preferences.bulkAsk', { count: types.length, on: enabled ? 'on' : 'off', name: entryName(entry) })}
        </Text>
      )}
    </Ask>
  );
}

interface ImpactProps {
  changes: { destinationId: string; eventType: string; enabled: boolean }[];
  entryId: string;
}

function Impact({ changes, entryId }: ImpactProps) {
  const [{ data, error }] = useQuery({
    query: ReplayPreferencesDocument,
    variables: { input: { changes } },
    requestPolicy: 'network-only',
  });
  if (error && !data) return <QueryFault error={error} />;
  if (!data) return <Loading rows={1} height={72} />;
  const { days, events, perDestination, unreachedCount, unreached } = data.replayPreferences;
  const own = perDestination.find(({ destination }) => destination.id === entryId) ?? { before: 0, after: 0 };
  return (
    <div role="status">
      <Text size="sm">{t('preferences.impact', { days, events, before: own.before, after: own.after })}</Text>
      {unreachedCount > 0 && (
        <Alert color="red" mt="sm">
          {t('preferences.unreached', { count: unreachedCount })}
          <List size="sm" mt={4}>
            {unreached.slice(0, NAMED).map(({ id, summary }) => (
              <List.Item key={id}>{summary}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </div>
  );
}
