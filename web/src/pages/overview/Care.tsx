/** What does not work as it should, each with the way to its repair; before that, the first steps, which tick themselves. */
import { Alert, Badge, Card, Group, Progress, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { useHint } from '../../data/client.js';
import { type CareLine, CareList } from '../../parts/CareList.js';
import { QueryFault } from '../../parts/Fault.js';
import { Icon } from '../../parts/Icon.js';
import { Loading } from '../../parts/Loading.js';
import { Moment } from '../../parts/Moment.js';
import { t } from '../../words/t.js';
import { OverviewCareDocument, type OverviewCareQuery, OverviewEventsDocument } from './overview.generated.js';
import { Section } from './Section.js';
import { useSoon } from './soon.js';

export function Care() {
  const [{ data, error }, ask] = useQuery({ query: OverviewCareDocument });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useHint(OverviewEventsDocument, {}, useSoon(refetch));
  const lines = data ? linesOf(data) : [];
  const steps = data ? stepsOf(data) : [];
  return (
    <>
      {steps.some(({ done }) => !done) && <FirstSteps steps={steps} />}
      <Section title={t('overview.care')}>
        {error && <QueryFault error={error} retry={refetch} />}
        {!data && !error && <Loading rows={2} height={52} />}
        {data && lines.length === 0 && <Fine data={data} />}
        {lines.length > 0 && <CareList lines={lines} />}
      </Section>
    </>
  );
}

/** What is worst first. */
function linesOf({ coverage, sources, destinations, channels }: OverviewCareQuery): CareLine[] {
  const channelLabel = (channel: string) => channels.find((one) => one.channel === channel)?.label ?? channel;
  const gaps = coverage.map(({ eventType, message, reachable }) => ({
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
      title: `${name}: ${t(`sources.standing.${standing}`)}`,
      why: standingReason ?? '',
      to: '/sources',
      grave: standing !== 'SILENT',
    }));
  const failing = destinations.edges
    .map(({ node }) => node)
    .filter(({ health }) => health.state === 'FAILING' || health.state === 'PAUSED')
    .map(({ id, label, channel, health, recipient }) => ({
      key: id,
      title: `${label} · ${channelLabel(channel)}`,
      why: health.message ?? '',
      to: recipient ? '/preferences' : `/integrations/${id}`,
      grave: true,
    }));
  return [...failing, ...troubled, ...gaps].sort((a, b) => Number(b.grave) - Number(a.grave));
}

function Fine({ data }: { data: OverviewCareQuery }) {
  const last = data.sources
    .flatMap(({ lastEventAt }) => lastEventAt ?? [])
    .sort()
    .at(-1);
  return (
    <Alert color="green" icon={<Icon name="check" />}>
      {t('overview.fine')} {last && <Moment at={last} />}
    </Alert>
  );
}

interface FirstStep {
  key: 'source' | 'event' | 'people';
  to: string;
  done: boolean;
}

const stepsOf = ({ sources, destinations }: OverviewCareQuery): FirstStep[] => [
  { key: 'source', to: '/sources', done: sources.length > 0 },
  { key: 'event', to: '/sources', done: sources.some(({ lastEventAt }) => lastEventAt !== null) },
  { key: 'people', to: '/preferences', done: destinations.edges.length > 0 },
];

function FirstSteps({ steps }: { steps: readonly FirstStep[] }) {
  const done = steps.filter((step) => step.done).length;
  return (
    <Section title={t('overview.start')}>
      <Card withBorder>
        <Progress
          value={(done / steps.length) * 100}
          mb="sm"
          aria-label={t('overview.stepsDone', { done, all: steps.length })}
        />
        <Stack component="ol" gap={0} m={0} p={0} className="rows">
          {steps.map((step) => (
            <li key={step.key}>
              <Link to={step.to} className="row">
                <Group gap="sm" wrap="nowrap">
                  <Icon name={step.done ? 'check' : 'chevron'} />
                  <div style={{ flex: 1 }}>
                    <Text size="sm" fw={600} td={step.done ? 'line-through' : undefined}>
                      {t(`overview.step.${step.key}`)}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {t(`overview.stepWhy.${step.key}`)}
                    </Text>
                  </div>
                  {step.done && (
                    <Badge variant="light" color="green">
                      {t('overview.done')}
                    </Badge>
                  )}
                </Group>
              </Link>
            </li>
          ))}
        </Stack>
      </Card>
    </Section>
  );
}
