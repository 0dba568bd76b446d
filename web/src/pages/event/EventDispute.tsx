/** The dispute that the event belongs to: how it stands, until when, and who has it. */
import { Anchor, Badge, Group, Paper, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Countdown } from '../../parts/Countdown.js';
import { awaitsResponse } from '../../parts/dispute/dispute-state.js';
import { moment } from '../../words/moments.js';
import { codeWord, DOT, t } from '../../words/t.js';
import type { OneEvent } from './types.js';

export function EventDispute({ dispute }: { dispute: NonNullable<OneEvent['dispute']> }) {
  const { id, externalId, state, amount, overdue, respondBy, respondBySource, unanswerable } = dispute;
  const { acknowledgedAt, respondedAt } = dispute;
  return (
    <Paper withBorder p="md" component="section">
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={2} size="h4">
            <Anchor component={Link} to={`/disputes/${id}`} inherit>
              {t('event.dispute', { amount: amount.formatted })}
            </Anchor>
          </Title>
          <Text size="sm" c="dimmed">
            {externalId}
          </Text>
        </div>
        <Badge variant="light" color={respondedAt ? 'green' : 'orange'}>
          {codeWord('dispute.state', state)}
        </Badge>
      </Group>
      <Text size="sm" mt="xs">
        {!respondBy && awaitsResponse(state) && t(unanswerable ? 'event.noAnswer' : 'disputes.deadlineUnstated')}
        {respondBy && !respondedAt && <Countdown until={respondBy} estimated={respondBySource === 'ESTIMATED'} />}
        {respondBy && `${DOT}${t('event.answerBy', { at: moment(respondBy) })}`}
        {overdue && `${DOT}${t('event.overdue')}`}
      </Text>
      {acknowledgedAt && (
        <Text size="sm">{t('event.taken', { at: moment(acknowledgedAt), who: dispute.acknowledgedBy ?? 'none' })}</Text>
      )}
      {respondedAt && (
        <Text size="sm">{t('event.answered', { at: moment(respondedAt), who: dispute.respondedBy ?? 'none' })}</Text>
      )}
    </Paper>
  );
}
