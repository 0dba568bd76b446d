/** One person in a line: roles, and by what they can be reached. */
import { Badge, Group, Text } from '@mantine/core';
import { ReachBadge, reachOf } from '../../parts/person/reach.js';
import { t } from '../../words/t.js';
import type { Person } from './care.js';
import type { TeamQuery } from './team.generated.js';

interface RowProps {
  person: Person;
  roles: TeamQuery['roles'];
  channels: TeamQuery['channels'];
}

export function PersonRow({ person, roles, channels }: RowProps) {
  const { name, quietHours } = person;
  const labels = person.roles.map((role) => roles.find((one) => one.role === role)?.label ?? role);
  return (
    <div className="person-row">
      <div>
        <Text fw={600} component="span">
          {name}
        </Text>
        <Group gap={6} mt={2}>
          {labels.map((label) => (
            <Badge key={label} variant="default" tt="none" size="sm">
              {label}
            </Badge>
          ))}
          {labels.length === 0 && (
            <Text size="xs" c="dimmed" component="span">
              {t('team.noRole')}
            </Text>
          )}
        </Group>
      </div>
      <Reached person={person} channels={channels} />
      <Text size="sm" c="dimmed" component="span" className="at-end">
        {quietHours && t('team.quiet', quietHours)}
      </Text>
    </div>
  );
}

function Reached({ person, channels }: Omit<RowProps, 'roles'>) {
  const labelOf = (channel: string) => channels.find((one) => one.channel === channel)?.label ?? channel;
  const states = person.destinations.map((one) => ({ id: one.id, channel: one.channel, state: reachOf(one), one }));
  const reached = states.filter(({ state }) => state === 'fine');
  const counted = [...new Set(reached.map(({ channel }) => channel))].map((channel) => {
    const many = reached.filter((one) => one.channel === channel).length;
    return many > 1 ? t('team.many', { channel: labelOf(channel), many }) : labelOf(channel);
  });
  return (
    <Group gap={6}>
      <Text size="sm" component="span" c={counted.length > 0 ? undefined : 'var(--mantine-color-red-light-color)'}>
        {counted.length > 0 ? counted.join(' · ') : t('team.unreached')}
      </Text>
      {states
        .filter(({ state }) => state !== 'fine')
        .map(({ id, state, one }) => (
          <Group key={id} gap={4} wrap="nowrap">
            <Text size="xs" c="dimmed" component="span">
              {one.label === person.name ? labelOf(one.channel) : one.label}
            </Text>
            <ReachBadge state={state} />
          </Group>
        ))}
    </Group>
  );
}
