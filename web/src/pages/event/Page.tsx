/** One event: what happened, who was told of it and who was not and why, its body, and what can be done about it. */
import { Alert, Badge, Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { useMayChange, useSeesAll, useViewer } from '../../access.js';
import { useHint } from '../../data/client.js';
import { QueryFault } from '../../parts/Fault.js';
import { useFilters } from '../../parts/filters.js';
import { Loading } from '../../parts/Loading.js';
import { NotThere } from '../../parts/NotThere.js';
import { Page } from '../../parts/Page.js';
import { Timeline } from '../../parts/Timeline.js';
import { region, t } from '../../words/t.js';
import { EventActs } from './EventActs.js';
import { EventDispute } from './EventDispute.js';
import { EventFacts } from './EventFacts.js';
import { ExplainDialog } from './ExplainDialog.js';
import { EventChangedDocument, EventDocument, type EventQuery } from './event.generated.js';
import { Payload } from './Payload.js';
import { ReplayDialog } from './ReplayDialog.js';
import { Told } from './Told.js';
import type { OneEvent } from './types.js';

const OPEN = ['replay', 'why', 'delivery', 'who'] as const;

export default function EventPage() {
  const { id = '' }: { id?: string } = useParams({ strict: false });
  const whole = useSeesAll();
  const [{ data, error }, ask] = useQuery({ query: EventDocument, variables: { id, locale: region, whole } });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useHint(EventChangedDocument, {}, refetch, ({ eventUpdated }) => eventUpdated.id === id);
  const event = data?.event;
  if (!event)
    return (
      <Page title={t('page.event')}>
        {error && <QueryFault error={error} />}
        {!data && !error && <Loading rows={4} height={120} />}
        {data && <NotThere icon="search" title={t('event.unknownTitle')} why={t('event.unknownWhy')} list="events" />}
      </Page>
    );
  return (
    <Page title={event.summary} about={event.eventType?.description} act={<EventActs event={event} />}>
      {error && <QueryFault error={error} />}
      <Content event={event} channels={data.channels} changed={refetch} />
    </Page>
  );
}

interface ContentProps {
  event: OneEvent;
  channels: EventQuery['channels'];
  changed(): void;
}

function Content({ event, channels, changed }: ContentProps) {
  const { access } = useViewer();
  const seesAll = useSeesAll();
  const mayChange = useMayChange();
  const [open, setOpen] = useFilters(OPEN);
  const nameOf = (channel: string) => channels.find((one) => one.channel === channel)?.label ?? channel;
  return (
    <Stack gap="lg">
      <Marks event={event} />
      <Notes event={event} />
      <EventFacts event={event} />
      {event.dispute && <EventDispute dispute={event.dispute} />}
      <Told event={event} nameOf={nameOf} open={open} setOpen={setOpen} changed={changed} />
      <EventSection title={t('event.timeline')}>
        <Paper withBorder p="md">
          <Timeline entries={event.timeline} />
        </Paper>
      </EventSection>
      {seesAll && (
        <EventSection title={t('event.payload')}>
          <Payload id={event.id} masked={access !== 'ADMIN'} />
        </EventSection>
      )}
      {mayChange && !event.erased && (
        <Link
          to="/customer-emails"
          search={{ erase: 'ask', ...(event.customerId ? { customer: event.customerId } : {}) }}
          className="link"
        >
          {t('customer.erase')}
        </Link>
      )}
      {open.replay && mayChange && (
        <ReplayDialog
          eventId={event.id}
          mode={open.replay}
          nameOf={nameOf}
          setMode={(replay) => setOpen({ replay }, true)}
          changed={changed}
        />
      )}
      {open.why && (
        <ExplainDialog eventId={event.id} destinationId={open.why} onClose={() => setOpen({ why: undefined }, true)} />
      )}
    </Stack>
  );
}

function EventSection({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section>
      <Title order={2} mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}

const COLORS = { RECEIVED: 'blue', PROCESSING: 'blue', PROCESSED: 'green', FAILED: 'red' };

function Marks({ event: { status, type, eventType, test, foundBySweep } }: { event: OneEvent }) {
  return (
    <Group gap="xs">
      <Badge variant="light" color={COLORS[status]}>
        {t(`events.status.${status}`)}
      </Badge>
      {eventType?.severity === 'CRITICAL' && <Badge color="red.8">{t('bell.critical')}</Badge>}
      {test && (
        <Badge variant="outline" color="gray">
          {t('events.test')}
        </Badge>
      )}
      <Code>{type}</Code>
      {foundBySweep && (
        <Text size="sm" c="dimmed">
          {t('event.swept')}
        </Text>
      )}
    </Group>
  );
}

function Notes({ event: { test, unreadable, statusReason, erased, eventType } }: { event: OneEvent }) {
  const unknown = eventType ? null : t('event.unknownType');
  const notes = [test ? t('event.testNote') : null, unknown, unreadable, erased?.reason];
  return (
    <>
      {statusReason && <Alert color="red">{statusReason}</Alert>}
      {notes.map((note) => note && <Alert key={note}>{note}</Alert>)}
    </>
  );
}
