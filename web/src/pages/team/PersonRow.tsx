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
            <Badge key={label} variant="default" size="sm">
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

/** Each by its label; what hinders it is said in words. */
function Reached({ person, channels }: Omit<RowProps, 'roles'>) {
  const labelOf = (channel: string) => channels.find((one) => one.channel === channel)?.label ?? channel;
  const states = person.destinations.map((one) => ({ one, state: reachOf(one) }));
  const reached = states.some(({ state }) => state === 'fine');
  return (
    <Group gap="4px 14px">
      {!reached && (
        <Text size="sm" component="span" c="var(--mantine-color-red-light-color)">
          {t('team.unreached')}
        </Text>
      )}
      {states.map(({ one, state }) => (
        <Group key={one.id} gap={6} wrap="nowrap">
          <span className="dot" data-state={state} aria-hidden="true" />
          <Text size="sm" component="span">
            {one.label === person.name ? labelOf(one.channel) : one.label}
          </Text>
          {state !== 'fine' && <ReachBadge state={state} />}
        </Group>
      ))}
    </Group>
  );
}
