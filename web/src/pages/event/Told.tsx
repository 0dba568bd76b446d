/** Who was told and who was not, in one list: what needs care first, whom the rules left out last, each with its sentence. */
import { Group, Paper, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { useSeesAll } from '../../access.js';
import { BulkRetry } from '../../parts/BulkRetry.js';
import type { Filters } from '../../parts/filters.js';
import { LEFT_OUT, RETRYABLE, STATUSES } from '../../parts/StatusBadge.js';
import { WhoFilter, whoOf } from '../../parts/WhoFilter.js';
import { t } from '../../words/t.js';
import { OwnDeliveriesDocument } from './event.generated.js';
import { ToldRow } from './ToldRow.js';
import type { OneEvent, Telling } from './types.js';

type Opened = Filters<'delivery' | 'who' | 'why'>;

interface ToldProps {
  event: OneEvent;
  nameOf(channel: string): string;
  open: Opened;
  setOpen(changes: Opened, replace?: boolean): void;
  changed(): void;
}

export function Told({ event, nameOf, open, setOpen, changed }: ToldProps) {
  const seesAll = useSeesAll();
  const all = useTellings(event);
  const isLeftOut = ({ status }: Telling) => LEFT_OUT.includes(status);
  const of = { all, told: all.filter((one) => !isLeftOut(one)), not: all.filter(isLeftOut) };
  const who = whoOf(open.who);
  const failed = all.filter(({ status }) => RETRYABLE.includes(status) && status !== 'CANCELLED');
  return (
    <section>
      <Group justify="space-between" mb="xs" gap="xs">
        <Title order={2}>{t('event.told')}</Title>
        {seesAll && failed.length > 1 && (
          <BulkRetry filter={{ eventId: event.id }} label={t('bulkRetry.button')} onDone={changed} />
        )}
      </Group>
      {all.length > 0 && (
        <WhoFilter
          who={who}
          counts={{ all: all.length, told: of.told.length, not: of.not.length }}
          onChange={(next) => setOpen({ who: next }, true)}
        />
      )}
      <Paper withBorder component="ul" m={0} p={0} className="rows">
        {of[who].map((telling) => (
          <li key={telling.id} id={telling.id}>
            <ToldRow
              telling={telling}
              channel={nameOf(telling.channel)}
              open={open.delivery === telling.id}
              onToggle={(delivery) => setOpen({ delivery }, true)}
              onWhy={(why) => setOpen({ why })}
              changed={changed}
            />
          </li>
        ))}
        {of[who].length === 0 && (
          <li>
            <Text size="sm" c="dimmed" p="md">
              {t(all.length === 0 ? emptyOf(event) : 'event.nobodyHere')}
            </Text>
          </li>
        )}
      </Paper>
      {event.deliveries.pageInfo.hasNextPage && (
        <Text size="sm" mt="xs">
          <Link to="/deliveries" search={{ event: event.id }} className="link">
            {t('event.moreDeliveries')}
          </Link>
        </Text>
      )}
    </section>
  );
}

const emptyOf = ({ status }: OneEvent) =>
  status === 'RECEIVED' || status === 'PROCESSING' ? 'event.notYet' : 'event.nobody';

/** In the order in which they need care. A member reads of their own why. */
function useTellings({ id, deliveries }: OneEvent): Telling[] {
  const seesAll = useSeesAll();
  const [{ data }] = useQuery({ query: OwnDeliveriesDocument, variables: { id }, pause: seesAll });
  const own = new Map(data?.deliveries.edges.map(({ node }) => [node.id, node]));
  const rank = ({ status }: Telling) => STATUSES.indexOf(status);
  return deliveries.edges
    .map(({ node }): Telling => ({ ...node, ...own.get(node.id) }))
    .sort((one, other) => rank(one) - rank(other));
}
