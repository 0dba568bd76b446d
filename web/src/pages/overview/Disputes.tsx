/** Money at risk per currency, never converted, and the disputes that it is about, by their deadline. */
import { Anchor, Badge, Card, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { useHint } from '../../data/client.js';
import { Countdown } from '../../parts/Countdown.js';
import { DisputeQuestions } from '../../parts/dispute/DisputeActs.js';
import { DisputeCard } from '../../parts/dispute/DisputeCard.js';
import { awaitsResponse } from '../../parts/dispute/dispute-state.js';
import { QueryFault } from '../../parts/Fault.js';
import { Icon } from '../../parts/Icon.js';
import { Loading } from '../../parts/Loading.js';
import { t } from '../../words/t.js';
import { OverviewDisputeDocument, OverviewDisputesDocument, type OverviewDisputesQuery } from './overview.generated.js';
import { Section } from './Section.js';

export function Disputes({ whole }: { whole: boolean }) {
  const [{ data, error }, ask] = useQuery({ query: OverviewDisputesDocument, variables: { whole } });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useHint(OverviewDisputeDocument, { whole }, refetch);
  const open = data ? openOf(data) : [];
  const roleLabel = (role: string) => data?.roles.find((one) => one.role === role)?.label ?? role;
  return (
    <Section title={t('overview.disputes')} all={{ to: '/disputes', label: t('overview.allDisputes') }}>
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={2} height={150} />}
      {data && (
        <Stack gap="sm">
          <AtRisk moneyAtRisk={data.moneyAtRisk ?? []} />
          {open.length === 0 && (
            <Card withBorder>
              <Group gap="sm" wrap="nowrap">
                <Icon name="check" />
                <Text>{t('overview.noDispute')}</Text>
              </Group>
            </Card>
          )}
          <DisputeQuestions>
            <div className="overview-cards">
              {open.map((dispute) => (
                <DisputeCard key={dispute.id} dispute={dispute} roleLabel={roleLabel} withState />
              ))}
            </div>
          </DisputeQuestions>
          {data.unreadCount > 0 && (
            <Anchor component={Link} to="/inbox" size="sm">
              {t('overview.unread', { count: data.unreadCount })}
            </Anchor>
          )}
        </Stack>
      )}
    </Section>
  );
}

/** What nobody has taken first, each by its deadline. A row that was answered meanwhile is mended before its list is. */
const openOf = ({ asking, taken }: OverviewDisputesQuery) =>
  [...asking.edges, ...taken.edges].map(({ node }) => node).filter(({ state }) => awaitsResponse(state));

function AtRisk({ moneyAtRisk }: { moneyAtRisk: NonNullable<OverviewDisputesQuery['moneyAtRisk']> }) {
  if (moneyAtRisk.length === 0) return null;
  return (
    <Group gap="sm">
      {moneyAtRisk.map(({ currency, open, total, firstDeadline }) => (
        <Card withBorder padding="sm" key={currency}>
          <Text size="xl" fw={700}>
            {total.formatted}
          </Text>
          <Group gap={6}>
            <Badge variant="light" color="red">
              {t('overview.atRisk', { open })}
            </Badge>
            {firstDeadline && (
              <Text size="xs" c="dimmed" component="div">
                {t('overview.firstDue')} <Countdown until={firstDeadline} />
              </Text>
            )}
          </Group>
        </Card>
      ))}
    </Group>
  );
}
