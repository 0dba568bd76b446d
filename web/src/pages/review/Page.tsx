/** Who gets what, to be looked through once a quarter: too much, too little, and who has left. */
import { Alert, Button, Group, Paper, Stack, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useMayChange } from '../../access.js';
import { client, sentenceOf } from '../../data/client.js';
import { useFresh } from '../../data/fresh.js';
import { CareList } from '../../parts/CareList.js';
import { Empty } from '../../parts/Empty.js';
import { QueryFault } from '../../parts/Fault.js';
import { Icon } from '../../parts/Icon.js';
import { Loading } from '../../parts/Loading.js';
import { Page } from '../../parts/Page.js';
import { complain, say } from '../../parts/saved.js';
import { ToPage } from '../../parts/ToPage.js';
import { list, moment } from '../../words/moments.js';
import { codeWord, t } from '../../words/t.js';
import { ConfirmReviewDocument, ReviewDocument, type ReviewQuery } from './review.generated.js';

type Line = ReviewQuery['accessReview']['lines'][number];

export default function ReviewPage() {
  const [{ data, error }, ask] = useQuery({ query: ReviewDocument });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useFresh(refetch);
  const empty = data?.accessReview.lines.length === 0;
  return (
    <Page
      title={t('page.review')}
      about={t('review.about')}
      wide
      act={!empty && data && <Confirm review={data.accessReview} changed={refetch} />}
    >
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={4} height={64} />}
      {data && (
        <Stack>
          {!empty && <ReviewState review={data.accessReview} />}
          {!empty && <ReviewGaps coverage={data.coverage} />}
          {empty ? (
            <Empty
              icon="check"
              title={t('review.emptyTitle')}
              why={t('team.emptyWhy')}
              next={<ToPage path="/team" label={t('page.team')} />}
            />
          ) : (
            <Lines data={data} />
          )}
        </Stack>
      )}
    </Page>
  );
}

function Confirm({ review, changed }: { review: ReviewQuery['accessReview']; changed(): void }) {
  const mayChange = useMayChange();
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    const { error } = await client.mutation(ConfirmReviewDocument, {}).toPromise();
    setBusy(false);
    if (error) complain(sentenceOf(error));
    else say(t('review.done'));
    changed();
  };
  return (
    <Button
      leftSection={<Icon name="check" size={16} />}
      variant={review.confirmed ? 'default' : 'filled'}
      disabled={!mayChange}
      title={mayChange ? undefined : t('access.adminOnly')}
      loading={busy}
      onClick={() => void confirm()}
    >
      {t('review.confirm')}
    </Button>
  );
}

function ReviewState({
  review: { quarter, confirmed, confirmedAt, confirmedBy },
}: {
  review: ReviewQuery['accessReview'];
}) {
  // 2026Q4
  const [year = '', number = ''] = quarter.split('Q');
  const last = confirmedAt && t('review.last', { at: moment(confirmedAt), by: confirmedBy ?? '–' });
  return (
    <Alert color={confirmed ? 'green' : 'blue'} icon={<Icon name={confirmed ? 'check' : 'clock'} />} role="status">
      {t(confirmed ? 'review.confirmed' : 'review.open', { number, year })} {last}
    </Alert>
  );
}

function ReviewGaps({ coverage }: { coverage: ReviewQuery['coverage'] }) {
  if (coverage.length === 0) return null;
  const lines = coverage.map(({ eventType, message, reachable, recipient }) => ({
    key: eventType.key,
    title: recipient
      ? t('team.onlyHears', { name: recipient.name, events: eventType.name })
      : t('team.nobodyHears', { events: eventType.name }),
    why: message,
    to: recipient ? `/team/${recipient.id}` : '/preferences',
    grave: reachable === 0,
  }));
  return <CareList lines={lines} />;
}

/** A row for each, a column for each category; a number is of how many of its event types. */
function Lines({ data }: { data: ReviewQuery }) {
  const ofTeam = data.eventTypes.filter(({ audiences }) => audiences.includes('TEAM'));
  const categories = [...new Set(ofTeam.map(({ category }) => category))];
  const total = (category: string) => ofTeam.filter((one) => one.category === category).length;
  return (
    <Paper withBorder style={{ position: 'relative', minWidth: 0 }}>
      <Table.ScrollContainer minWidth={960} type="native">
        <Table verticalSpacing="sm" highlightOnHover className="review">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('review.who')}</Table.Th>
              <Table.Th scope="col">{t('review.by')}</Table.Th>
              {categories.map((category) => (
                <Table.Th key={category} scope="col" ta="end">
                  {codeWord('category', category)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.accessReview.lines.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: names may be alike, and the order is the server's
              <Table.Tr key={at}>
                <Table.Th scope="row" fw={400}>
                  <Who line={line} roles={data.roles} />
                </Table.Th>
                <Table.Td miw={150}>{channelsOf(line, data.channels) || t('review.nothing')}</Table.Td>
                {categories.map((category) => (
                  <Table.Td key={category} ta="end">
                    <Count
                      count={line.heard.find((one) => one.category === category)?.eventTypes ?? 0}
                      all={total(category)}
                    />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}

const channelsOf = ({ channels }: Line, known: ReviewQuery['channels']) =>
  list(channels.map((channel) => known.find((one) => one.channel === channel)?.label ?? channel));

function Who({ line: { name, recipient }, roles }: { line: Line; roles: ReviewQuery['roles'] }) {
  if (!recipient) return <Text size="sm">{name}</Text>;
  const held = recipient.roles.map((role) => roles.find((one) => one.role === role)?.label ?? role);
  return (
    <Group gap={6}>
      <Link to={`/team/${recipient.id}`} className="link">
        {name}
      </Link>
      <Text size="xs" c="dimmed" component="span">
        {list(held)}
      </Text>
    </Group>
  );
}

function Count({ count, all }: { count: number; all: number }) {
  const words = t('review.count', { count, all });
  return (
    <Text
      size="sm"
      component="span"
      c={count === 0 ? 'dimmed' : undefined}
      fw={count === all ? 650 : 400}
      title={words}
    >
      <span aria-hidden="true">{count === 0 ? '–' : `${count}/${all}`}</span>
      <span className="hidden-text">{words}</span>
    </Text>
  );
}
