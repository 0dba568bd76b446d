/** What does not work as it should, each with the way to its repair. */
import { Alert } from '@mantine/core';
import { useQuery } from 'urql';
import { useHint } from '../../data/client.js';
import { type CareLine, CareList } from '../../parts/CareList.js';
import { QueryFault } from '../../parts/Fault.js';
import { Icon } from '../../parts/Icon.js';
import { Loading } from '../../parts/Loading.js';
import { WithMoment } from '../../parts/Moment.js';
import { DOT, labelled, t } from '../../words/t.js';
import { OverviewCareDocument, type OverviewCareQuery, OverviewEventsDocument } from './overview.generated.js';
import { Section } from './Section.js';
import { useSoon } from './soon.js';

export function Care() {
  const [{ data, error }, ask] = useQuery({ query: OverviewCareDocument });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useHint(OverviewEventsDocument, {}, useSoon(refetch));
  const lines = data ? careLines(data) : [];
  const last = data && lastEventOf(data);
  // Nothing is wrong yet where nothing has begun: the first steps say what to do.
  if (data && lines.length === 0 && !last) return null;
  return (
    <Section title={t('overview.care')}>
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={2} height={52} />}
      {lines.length === 0 && last && (
        <Alert color="green" icon={<Icon name="check" />}>
          <WithMoment say={(at) => t('overview.fine', { at })} at={last} />
        </Alert>
      )}
      {lines.length > 0 && <CareList lines={lines} />}
    </Section>
  );
}

const lastEventOf = ({ sources }: OverviewCareQuery) =>
  sources
    .flatMap(({ lastEventAt }) => lastEventAt ?? [])
    .sort()
    .at(-1);

/** What is worst first. */
function careLines({ coverage, sources, destinations, channels }: OverviewCareQuery): CareLine[] {
  const channelLabel = (channel: string) => channels.find((one) => one.channel === channel)?.label ?? channel;
  // Where nobody is told of anything, that is one thing to do, and the first of the steps.
  const gaps = (destinations.edges.length > 0 ? coverage : []).map(({ eventType, message, reachable }) => ({
    key: eventType.key,
    title: eventType.name,
    why: message,
    to: '/preferences',
    grave: reachable === 0,
  }));
  const troubled = sources
    .filter(({ standing }) => standing !== 'RECEIVING' && standing !== 'WAITING')
    .map(({ id, name, standing, standingReason }) => ({
      key: id,
      title: labelled(name, t(`sources.standing.${standing}`)),
      why: standingReason ?? '',
      to: '/sources',
      grave: standing !== 'SILENT',
    }));
  const failing = destinations.edges
    .map(({ node }) => node)
    .filter(({ health }) => health.state === 'FAILING' || health.state === 'PAUSED')
    .map(({ id, label, channel, health, recipient }) => ({
      key: id,
      title: `${label}${DOT}${channelLabel(channel)}`,
      why: health.message ?? '',
      to: recipient ? '/preferences' : `/integrations/${id}`,
      grave: true,
    }));
  return [...failing, ...troubled, ...gaps].sort((a, b) => Number(b.grave) - Number(a.grave));
}
