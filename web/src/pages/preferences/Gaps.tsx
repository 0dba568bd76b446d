/** Critical events of which too few would hear as things stand; asked anew after each change. */
import { Alert, List } from '@mantine/core';
import { useQuery } from 'urql';
import { useSeesAll } from '../../access.js';
import { client } from '../../data/client.js';
import { t } from '../../words/t.js';
import { GapsDocument } from './preferences.generated.js';

/** Of so many the sentence is shown; there is a page for all. */
const SHOWN = 4;

/** What it brings is in the cache, and so on screen. */
export function refreshGaps(): void {
  void client.query(GapsDocument, {}, { requestPolicy: 'network-only' }).toPromise();
}

interface TypeCoverage {
  people: number;
  channels: number;
  /** They are too few. */
  few: boolean;
}

/** Whom critical events reach as things stand, by their type: what is left where one is switched off. A member sees their own only. */
export function useTypeCoverage(): ReadonlyMap<string, TypeCoverage> {
  const [{ data }] = useQuery({ query: GapsDocument, pause: !useSeesAll() });
  const gaps = new Set(data?.coverage.map(({ eventType }) => eventType.key));
  return new Map(
    data?.criticalCoverage.map(({ eventType: { key }, people, channels }) => [
      key,
      { people, channels: channels.length, few: gaps.has(key) },
    ]),
  );
}

export function Gaps() {
  // A member sees what is their own; this is about everybody.
  const [{ data }] = useQuery({ query: GapsDocument, pause: !useSeesAll() });
  const gaps = data?.coverage ?? [];
  // Where there is nobody at all yet, the list says what to do.
  if (gaps.length === 0 || data?.destinations.edges.length === 0) return null;
  return (
    <Alert color="orange" title={t('preferences.gaps', { count: gaps.length })}>
      <List size="sm">
        {gaps.slice(0, SHOWN).map(({ message, eventType }) => (
          <List.Item key={eventType.key}>{message}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
