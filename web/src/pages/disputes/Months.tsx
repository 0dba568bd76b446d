/** How it went, month by month: how many were opened, answered in time, won and lost, and for how much money. */
import { Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from 'urql';
import { useHint } from '../../data/client.js';
import { serverNow } from '../../now.js';
import { Bars } from '../../parts/Bars.js';
import { Empty } from '../../parts/Empty.js';
import { QueryFault } from '../../parts/Fault.js';
import { Loading } from '../../parts/Loading.js';
import { ToPage } from '../../parts/ToPage.js';
import { timeLeft } from '../../parts/time-left.js';
import { monthIn, month as monthName, number } from '../../words/moments.js';
import { DOT, region, t } from '../../words/t.js';
import { DisputeMonthsDocument, type DisputeMonthsQuery, DisputesUpdatedDocument } from './disputes.generated.js';
import { lastMonths } from './months.js';

type Figures = DisputeMonthsQuery['disputeStats'][number];

export function Months() {
  const [{ data, error }, ask] = useQuery({ query: DisputeMonthsDocument, variables: { locale: region } });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useHint(DisputesUpdatedDocument, { whole: true }, refetch);
  const figures = data?.disputeStats ?? [];
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t('disputes.months.about')}
      </Text>
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={3} height={160} />}
      {data && figures.length === 0 && (
        <Empty
          icon="shield"
          title={t('disputes.months.none')}
          why={t('disputes.emptyWhy')}
          next={<ToPage path="/settings/escalation" label={t('page.escalation')} />}
        />
      )}
      {data && figures.length > 0 && (
        <>
          <Chart figures={figures} current={monthIn(data.business.timeZone, serverNow())} />
          <Paper withBorder component="ul" m={0} p={0} className="rows">
            {[...new Set(figures.map(({ month }) => month))].reverse().map((month) => (
              <li key={month} className="row">
                <Title order={2} size="h4">
                  {monthName(month)}
                </Title>
                {figures
                  .filter((one) => one.month === month)
                  .map((one) => (
                    <OneCurrency key={one.currency} figures={one} />
                  ))}
              </li>
            ))}
          </Paper>
        </>
      )}
    </Stack>
  );
}

/** @param current the month of now, as the business counts */
function Chart({ figures, current }: { figures: readonly Figures[]; current: string }) {
  const series = [
    { name: t('disputes.months.inTime'), tone: 'good' },
    { name: t('disputes.months.silent'), tone: 'bad' },
    { name: t('disputes.months.others'), tone: 'rest' },
  ] as const;
  const months = figures.map(({ month }) => month);
  const bars = lastMonths(current, months).map((month) => {
    const sum = (of: (one: Figures) => number) =>
      figures.filter((one) => one.month === month).reduce((total, one) => total + of(one), 0);
    const [inTime, silent] = [sum(({ answeredInTime }) => answeredInTime), sum(({ lostBySilence }) => lostBySilence)];
    const others = sum(({ opened }) => opened) - inTime - silent;
    return { key: month, label: monthName(month), counts: [inTime, silent, others] };
  });
  const total = figures.reduce((sum, { opened }) => sum + opened, 0);
  return (
    <Bars
      title={t('disputes.months.chart')}
      total={t('disputes.months.total', { total })}
      series={series}
      bars={bars}
    />
  );
}

/** Amounts of several currencies are never added up. */
function OneCurrency({ figures }: { figures: Figures }) {
  const { opened, answeredInTime, lostBySilence, won, lost, total, lostTotal } = figures;
  const counted = (count: number, money: { formatted: string } | null) =>
    count > 0 && money ? `${number(count)}${DOT}${money.formatted}` : number(count);
  return (
    <dl className="months">
      <Figure name={t('disputes.months.opened')} value={counted(opened, total)} />
      <Figure name={t('disputes.months.inTime')} value={number(answeredInTime)} />
      <Figure name={t('disputes.months.won')} value={number(won)} />
      <Figure name={t('disputes.months.lost')} value={counted(lost, lostTotal)} />
      <Figure name={t('disputes.months.silent')} value={number(lostBySilence)} />
      <Figure name={t('disputes.months.taken')} value={untilTaken(figures)} />
    </dl>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;

function untilTaken({ medianMinutesToAcknowledge: minutes }: Figures): string {
  const { parts } = timeLeft(Math.max((minutes ?? 0) * MINUTE_MS, SECOND_MS), 0);
  return minutes === null || !parts ? t('disputes.months.nobody') : t(`countdown.${parts.unit}`, parts.values);
}
