/** One dispute at a glance: what is at stake, how long is left, who has it, and who is told next if nobody acts. */
import { Anchor, Badge, Card, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useNow } from '../../now.js';
import { list, relative } from '../../words/moments.js';
import { codeWord, DOT, t } from '../../words/t.js';
import { Countdown } from '../Countdown.js';
import { Moment } from '../Moment.js';
import { DisputeActs } from './DisputeActs.js';
import type { DisputeCardFragment } from './dispute.generated.js';
import { awaitsResponse, nextReminder, STATE_COLORS } from './dispute-state.js';

interface CardProps {
  dispute: DisputeCardFragment;
  /** A role's name as the API serves it. */
  roleLabel(role: string): string;
  /** With the word for its state: where it does not stand under that already. */
  withState?: boolean;
}

export function DisputeCard({ dispute, roleLabel, withState = false }: CardProps) {
  const { id, title, state, test, reasonText, event } = dispute;
  const about = [reasonText, event.source?.name].filter((text) => !!text);
  return (
    <Card withBorder padding="sm" component="article" aria-labelledby={`${id}-title`}>
      <Stack gap={6}>
        <Group justify="space-between" gap={6} align="flex-start" wrap="nowrap">
          <Anchor component={Link} to={`/disputes/${id}`} id={`${id}-title`} data-row fw={650} c="inherit" size="sm">
            {title}
          </Anchor>
          {test && <Badge variant="default">{t('disputes.test')}</Badge>}
        </Group>
        {about.length > 0 && (
          <Text size="xs" c="dimmed">
            {about.join(DOT)}
          </Text>
        )}
        {withState && (
          <Badge variant="light" color={STATE_COLORS[state]}>
            {codeWord('dispute.state', state)}
          </Badge>
        )}
        <Deadline dispute={dispute} />
        <Holder dispute={dispute} />
        <NextTold dispute={dispute} roleLabel={roleLabel} />
        <DisputeActs dispute={dispute} />
      </Stack>
    </Card>
  );
}

/** How long is left, by whose word; once an answer is filed, or it is over, there is no clock. */
export function Deadline({ dispute }: { dispute: DisputeCardFragment }) {
  const { state, respondBy, respondBySource, unanswerable, overdue } = dispute;
  if (!awaitsResponse(state)) return null;
  if (!respondBy) return <Text size="sm">{t(unanswerable ? 'disputes.noDeadline' : 'disputes.deadlineUnstated')}</Text>;
  if (overdue)
    return (
      <Text size="sm" fw={600} c="var(--mantine-color-red-light-color)">
        {t('disputes.overdue')}
      </Text>
    );
  return (
    <Text size="sm" component="div">
      <Countdown until={respondBy} estimated={respondBySource === 'ESTIMATED'} />
    </Text>
  );
}

/** Whose it is, and since when. */
export function Holder({ dispute }: { dispute: DisputeCardFragment }) {
  const { state, acknowledgedBy, acknowledgedAt, respondedBy, respondedAt } = dispute;
  const answered = respondedAt !== null;
  const at = answered ? respondedAt : acknowledgedAt;
  if (!at)
    return state === 'NEEDS_RESPONSE' ? (
      <Text size="xs" c="dimmed">
        {t('disputes.nobody')}
      </Text>
    ) : null;
  const who = answered ? respondedBy : acknowledgedBy;
  const key = answered ? (who ? 'disputes.answeredBy' : 'disputes.answeredThere') : 'disputes.takenBy';
  return (
    <Text size="xs" c="dimmed" component="div">
      {t(key, { who: who ?? '' })}
      {DOT}
      <Moment at={at} />
    </Text>
  );
}

/** Who hears of it next if nobody answers. */
export function NextTold({ dispute, roleLabel }: Pick<CardProps, 'dispute' | 'roleLabel'>) {
  const now = useNow(10_000);
  const next = nextReminder(dispute);
  if (!next) return null;
  const when = relative(Date.parse(next.dueAt), now);
  return (
    <Text size="xs" c="dimmed">
      {next.roles
        ? t('disputes.next', { when, who: list(next.roles.map(roleLabel)) })
        : t('disputes.nextReminder', { when })}
    </Text>
  );
}
