/** One dispute: how long is left, who has it, whom the ladder tells and when, and all that happened. */
import { Alert, Anchor, Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { useSeesAll } from '../../access.js';
import { useHint } from '../../data/client.js';
import { DisputeActs, DisputeQuestions } from '../../parts/dispute/DisputeActs.js';
import { Deadline, Holder, NextTold } from '../../parts/dispute/DisputeCard.js';
import { awaitsResponse, STATE_COLORS } from '../../parts/dispute/dispute-state.js';
import { QueryFault } from '../../parts/Fault.js';
import { Icon } from '../../parts/Icon.js';
import { Loading } from '../../parts/Loading.js';
import { NotThere } from '../../parts/NotThere.js';
import { Page } from '../../parts/Page.js';
import { Timeline } from '../../parts/Timeline.js';
import { moment } from '../../words/moments.js';
import { codeWord, t } from '../../words/t.js';
import { DisputeDocument, DisputeUpdatedDocument } from './dispute.generated.js';
import './dispute.css';
import { Ladder } from './Ladder.js';
import type { FullDispute, Names } from './types.js';

export default function DisputePage() {
  const { id = '' } = useParams({ strict: false });
  const whole = useSeesAll();
  const [{ data, error }, ask] = useQuery({ query: DisputeDocument, variables: { id, whole } });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useHint(DisputeUpdatedDocument, { whole }, refetch);
  const dispute = data?.node && 'title' in data.node ? data.node : null;
  const gone = data && !dispute;
  const acts = dispute && (
    <DisputeQuestions>
      <DisputeActs dispute={dispute} size="sm" />
    </DisputeQuestions>
  );
  return (
    <Page title={dispute?.title ?? t('page.dispute')} act={acts}>
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={3} height={180} />}
      {gone && <NotThere icon="shield" title={t('dispute.unknown')} why={t('dispute.unknownWhy')} list="disputes" />}
      {data && dispute && <Whole dispute={dispute} names={data} />}
    </Page>
  );
}

function Whole({ dispute, names }: { dispute: FullDispute; names: Names }) {
  const roleLabel = (role: string) => names.roles.find((one) => one.role === role)?.label ?? role;
  const { state, test, contradictory, timeline } = dispute;
  return (
    <Stack>
      {contradictory && <Alert color="red">{t('dispute.contradictory')}</Alert>}
      <Group gap="md">
        <Badge variant="light" color={STATE_COLORS[state]} size="lg">
          {codeWord('dispute.state', state)}
        </Badge>
        {test && <Badge variant="default">{t('disputes.test')}</Badge>}
        <Deadline dispute={dispute} />
        <Holder dispute={dispute} />
        <NextTold dispute={dispute} roleLabel={roleLabel} />
      </Group>
      {state === 'ACKNOWLEDGED' && <Alert color="orange">{t('dispute.takenIsOpen')}</Alert>}
      <div className="two-columns">
        <Stack>
          {dispute.respondBy && (awaitsResponse(state) || dispute.reminders.length > 0) && (
            <DisputeSection title={t('dispute.ladder')}>
              <Ladder dispute={dispute} names={names} />
            </DisputeSection>
          )}
          <DisputeSection title={t('dispute.timeline')}>
            <Timeline entries={timeline} />
          </DisputeSection>
        </Stack>
        <Stack>
          <DisputeSection title={t('dispute.facts')}>
            <DisputeFacts dispute={dispute} />
          </DisputeSection>
          {dispute.evidencePack && (
            <DisputeSection title={t('dispute.evidence')}>
              <Text size="sm" c="dimmed" mb="sm">
                {t('dispute.evidenceAbout')}
              </Text>
              <Button
                component="a"
                href={dispute.evidencePack.url}
                target="_blank"
                variant="default"
                rightSection={<Icon name="external" size={14} />}
              >
                {t('dispute.evidenceOpen')}
              </Button>
            </DisputeSection>
          )}
        </Stack>
      </div>
    </Stack>
  );
}

function DisputeSection({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Card withBorder component="section" aria-label={title}>
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {children}
    </Card>
  );
}

/** What is known of it, by name; what is not known has no line. */
function DisputeFacts({ dispute }: { dispute: FullDispute }) {
  const { amount, reasonText, stageText, event, openedAt, respondBy, externalId, paymentId, workflowUrl } = dispute;
  const facts = [
    ['amount', amount.formatted],
    ['reason', reasonText],
    ['stage', stageText],
    ['source', event.source?.name],
    ['opened', moment(openedAt)],
    ['deadline', respondBy && moment(respondBy)],
    ['id', externalId],
    ['payment', paymentId],
  ] as const;
  return (
    <>
      <dl className="facts">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name} className="fact">
                <dt>{t(`dispute.fact.${name}`)}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <Group gap="md" mt="sm">
        <Anchor component={Link} to={`/events/${event.id}`} size="sm">
          {t('dispute.event')}
        </Anchor>
        {workflowUrl && (
          <Anchor href={workflowUrl} target="_blank" rel="noreferrer" size="sm">
            {t('dispute.run')}
          </Anchor>
        )}
      </Group>
    </>
  );
}
