/** The last 24 hours: how many events came, and what became of what was to be sent. */
import { Card, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { useHint } from '../../data/client.js';
import { useNow } from '../../now.js';
import { Bars } from '../../parts/Bars.js';
import { QueryFault } from '../../parts/Fault.js';
import { Loading } from '../../parts/Loading.js';
import { hour, number } from '../../words/moments.js';
import { codeWord, t } from '../../words/t.js';
import { OverviewEventsDocument, OverviewFiguresDocument } from './overview.generated.js';
import { Section } from './Section.js';
import { useSoon } from './soon.js';

const HOUR_MS = 3_600_000;
const HOURS = 24;

export function Figures() {
  const from = useNow(HOUR_MS) - (HOURS - 1) * HOUR_MS;
  const to = from + HOURS * HOUR_MS;
  const input = { from: new Date(from).toISOString(), to: new Date(to).toISOString(), bucketMinutes: 60 };
  const [{ data, error }, ask] = useQuery({ query: OverviewFiguresDocument, variables: { input } });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useHint(OverviewEventsDocument, {}, useSoon(refetch));
  return (
    <Section title={t('overview.figures')} all={{ to: '/events', label: t('overview.allEvents') }}>
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={1} height={190} />}
      {data && (
        <div className="overview-figures">
          <Hours counts={hourly(data.eventStats, from)} />
          <OutcomeBars counts={byStatus(data.deliveryStats)} />
        </div>
      )}
    </Section>
  );
}

function Hours({ counts }: { counts: readonly { at: number; count: number }[] }) {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  return (
    <Bars
      title={t('overview.events')}
      total={t('overview.total', { total })}
      series={[{ name: t('overview.events') }]}
      bars={counts.map(({ at, count }) => ({ key: at, label: hour(at), counts: [count] }))}
    />
  );
}

/** One for each hour, also where nothing came. */
function hourly(buckets: readonly { from: string; count: number }[], from: number): { at: number; count: number }[] {
  const counts = new Map<number, number>();
  for (const bucket of buckets) {
    const at = Date.parse(bucket.from);
    counts.set(at, (counts.get(at) ?? 0) + bucket.count);
  }
  return Array.from({ length: HOURS }, (_, hour) => from + hour * HOUR_MS).map((at) => ({
    at,
    count: counts.get(at) ?? 0,
  }));
}

const TONES: Record<string, 'good' | 'waits' | 'bad'> = {
  DELIVERED: 'good',
  SENT: 'good',
  PENDING: 'waits',
  DEFERRED: 'waits',
  UNKNOWN: 'waits',
  FAILED: 'bad',
  BOUNCED: 'bad',
};

/** "EMAIL SENT" 3 and "PUSH SENT" 2 are SENT 5; the largest first. */
function byStatus(buckets: readonly { key: string; count: number }[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { key, count } of buckets) {
    const status = key.split(' ').at(-1) ?? key;
    counts.set(status, (counts.get(status) ?? 0) + count);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

/** A list is its own table. */
function OutcomeBars({ counts }: { counts: readonly [string, number][] }) {
  const most = Math.max(1, ...counts.map(([, count]) => count));
  return (
    <Card withBorder component="section" aria-label={t('overview.outcomes')}>
      <Group justify="space-between" mb="xs">
        <Text fw={600}>{t('overview.outcomes')}</Text>
      </Group>
      {counts.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('overview.nothingSent')}
        </Text>
      )}
      <ul className="overview-outcomes">
        {counts.map(([status, count]) => (
          <li key={status}>
            <Link to="/deliveries" search={{ status }} className="outcome">
              <span>{codeWord('delivery.status', status)}</span>
              <span className="outcome-bar" data-tone={TONES[status]} style={{ width: `${(count / most) * 100}%` }} />
              <span className="outcome-count">{number(count)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
