import { Paper, Text, UnstyledButton } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Moment } from '../../parts/Moment.js';
import { labelled, t } from '../../words/t.js';
import type { OneEvent } from './types.js';

export function Facts({ event }: { event: OneEvent }) {
  const { amount, eventType, source, account, externalId, foundBySweep, own, customerId, id, occurredAt, receivedAt } =
    event;
  return (
    <Paper withBorder p="md">
      <dl className="facts">
        {amount && <Fact label={t('event.amount')}>{amount.formatted}</Fact>}
        {eventType && <Fact label={t('events.type')}>{eventType.name}</Fact>}
        {source && (
          <Fact label={t('events.source')}>
            <Link to="/events" search={{ source: source.id }} className="link">
              {source.name}
            </Link>
          </Fact>
        )}
        <Fact label={t('event.happened')}>
          <Moment at={occurredAt} both />
        </Fact>
        <Fact label={t('event.received')}>
          <Moment at={receivedAt} both />
        </Fact>
        {/* Of a notice, and of one that no webhook told, it is ours. */}
        {!foundBySweep && !own && (
          <Fact label={t('event.externalId')}>
            <Copied text={externalId} />
          </Fact>
        )}
        {customerId && (
          <Fact label={t('event.customer')}>
            <Copied text={customerId} />
          </Fact>
        )}
        {account && (
          <Fact label={t('event.account')}>
            <Copied text={account} />
          </Fact>
        )}
        <Fact label={t('event.id')}>
          <Copied text={id} />
        </Fact>
      </dl>
    </Paper>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
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
