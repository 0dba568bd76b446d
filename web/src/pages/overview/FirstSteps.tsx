/** What a new business does first; each step ticks itself, and when all are done they are gone. */
import { Badge, Card, Group, Progress, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { Icon } from '../../parts/Icon.js';
import { t } from '../../words/t.js';
import { OverviewCareDocument, type OverviewCareQuery } from './overview.generated.js';
import { Section } from './Section.js';

interface FirstStep {
  key: 'source' | 'event' | 'people';
  to: string;
  done: boolean;
}

const firstSteps = ({ sources, destinations }: OverviewCareQuery): FirstStep[] => [
  { key: 'source', to: '/sources', done: sources.length > 0 },
  { key: 'event', to: '/sources', done: sources.some(({ lastEventAt }) => lastEventAt !== null) },
  { key: 'people', to: '/preferences', done: destinations.edges.length > 0 },
];

export function FirstSteps() {
  const [{ data }] = useQuery({ query: OverviewCareDocument });
  const steps = data ? firstSteps(data) : [];
  if (steps.every((step) => step.done)) return null;
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
