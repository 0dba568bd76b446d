/** What about the team needs care: critical events that too few hear of, and addresses that reach nobody yet. */
import type { CareLine } from '../../parts/CareList.js';
import { type ReachState, reachOf } from '../../parts/person/reach.js';
import { list } from '../../words/moments.js';
import { t } from '../../words/t.js';
import type { TeamGapsQuery, TeamQuery } from './team.generated.js';

type Gap = TeamGapsQuery['coverage'][number];
export type Person = TeamQuery['recipients']['edges'][number]['node'];

/** What somebody has to do something about. */
const TROUBLES = ['suppressed', 'unconfirmed', 'failing'] as const satisfies readonly ReachState[];

/** What is worst first. */
export function careOf(gaps: readonly Gap[], people: readonly Person[]): CareLine[] {
  const alone = new Map<string, Gap[]>();
  for (const gap of gaps) if (gap.recipient) alone.set(gap.recipient.id, [...(alone.get(gap.recipient.id) ?? []), gap]);
  return [
    ...gaps.filter(({ recipient }) => !recipient).map(lineOfNobody),
    ...[...alone.values()].map(lineOfOne),
    ...people.flatMap(linesOfAddresses),
  ];
}

const lineOfNobody = ({ eventType, message }: Gap): CareLine => ({
  key: `gap ${eventType.key}`,
  title: t('team.nobodyHears', { events: eventType.name }),
  why: message,
  to: '/preferences',
  grave: true,
});

function lineOfOne(gaps: Gap[]): CareLine {
  const { id = '', name = '' } = gaps[0]?.recipient ?? {};
  const title = t('team.onlyHears', { name, events: list(gaps.map(({ eventType }) => eventType.name)) });
  return { key: `only ${id}`, title, why: t('team.onlyWhy'), to: `/team/${id}`, grave: false };
}

function linesOfAddresses(person: Person): CareLine[] {
  return person.destinations.flatMap((one) => {
    const trouble = TROUBLES.find((state) => state === reachOf(one));
    if (!trouble) return [];
    const title = t('team.trouble', { name: person.name, label: one.label });
    const why = one.health.message ?? t(`reach.why.${trouble}`);
    return [{ key: one.id, title, why, to: `/team/${person.id}`, grave: trouble === 'suppressed' }];
  });
}
