import { Paper, Text, UnstyledButton } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Moment } from '../../parts/Moment.js';
import { labelled, t } from '../../words/t.js';
import type { OneEvent } from './types.js';

export function EventFacts({ event }: { event: OneEvent }) {
  const { amount, eventType, source, account, externalId, foundBySweep, own, customerId, id, occurredAt, receivedAt } =
    event;
  return (
    <Paper withBorder p="md">
      <dl className="facts">
        {amount && <EventFact label={t('event.amount')}>{amount.formatted}</EventFact>}
        {eventType && <EventFact label={t('events.type')}>{eventType.name}</EventFact>}
        {source && (
          <EventFact label={t('events.source')}>
            <Link to="/events" search={{ source: source.id }} className="link">
              {source.name}
            </Link>
          </EventFact>
        )}
        <EventFact label={t('event.happened')}>
          <Moment at={occurredAt} both />
        </EventFact>
        <EventFact label={t('event.received')}>
          <Moment at={receivedAt} both />
        </EventFact>
        {/* Of a notice, and of one that no webhook told, it is ours. */}
        {!foundBySweep && !own && (
          <EventFact label={t('event.externalId')}>
            <Copied text={externalId} />
          </EventFact>
        )}
        {customerId && (
          <EventFact label={t('event.customer')}>
            <Copied text={customerId} />
          </EventFact>
        )}
        {account && (
          <EventFact label={t('event.account')}>
            <Copied text={account} />
          </EventFact>
        )}
        <EventFact label={t('event.id')}>
          <Copied text={id} />
        </EventFact>
      </dl>
    </Paper>
  );
}

function EventFact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <Text component="dd" size="sm">
        {children}
      </Text>
    </div>
  );
}

function Copied({ text }: { text: string }) {
  const { copy, copied } = useClipboard({ timeout: 2_000 });
  return (
    <UnstyledButton
      className="copied"
      onClick={() => copy(text)}
      title={t('copy')}
      aria-label={labelled(t('copy'), text)}
    >
      {copied ? t('copied') : text}
    </UnstyledButton>
  );
}
