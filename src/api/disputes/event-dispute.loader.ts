/** From an event to its dispute and back: one statement each, however many are asked about. */
import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { Dispute } from '../../core/disputes/dispute.entity.js';
import { Event } from '../../core/ingest/event.entity.js';
import { IS_OF_DISPUTE, SOURCE_ID_SPACE } from '../../core/ingest/id-space.js';

// Names of properties become columns where a space follows them, not where a line ends.
/** Dispute `d` is that of event `e`, at the stage that the event names. */
const IS_ABOUT = [
  'e.businessId = d.businessId AND e.entityId = d.externalId',
  `AND ${SOURCE_ID_SPACE('e')} = d.idSpace`,
  "AND d.stage = coalesce(e.facts->>'stage', 'dispute')",
].join(' ');

/**
 * Event `e` is the one by which its dispute opened, else the first of its stage. Collected before events are read: behind the rule of
 * tenants PostgreSQL looks for no event by what it must first work out for each dispute, and would read all that the business has.
 */
const OPENED = `e.id = ANY (ARRAY(
  SELECT f.id FROM disputes asked CROSS JOIN LATERAL (
    SELECT o.id FROM events o
    WHERE ${IS_OF_DISPUTE('o', 'asked')} AND coalesce(o.facts->>'stage', 'dispute') = asked.stage
    ORDER BY o.type <> 'dispute.opened', o.occurred_at, o.id LIMIT 1
  ) f
  WHERE asked.business_id = :businessId AND asked.id IN (:...ids)))`;

/** Null for an event that is about no dispute, and for one whose dispute is not recorded yet. */
export function disputesByEvents(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
): Promise<(Dispute | null)[]> {
  const query = dataSource
    .getRepository(Dispute)
    .createQueryBuilder('d')
    .innerJoin(Event, 'e', IS_ABOUT)
    .addSelect('e.id', 'asked')
    .where('d.businessId = :businessId AND e.id IN (:...ids)', { businessId, ids });
  return inOrderAsked(query, ids);
}

/** The event that each dispute opened by; null where none of its events is kept. */
export function openingsOfDisputes(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
): Promise<(Event | null)[]> {
  return inOrderAsked(openings(dataSource, businessId, ids), ids);
}

/** The statement behind `openingsOfDisputes`. */
export function openings(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
): SelectQueryBuilder<Event> {
  return dataSource
    .getRepository(Event)
    .createQueryBuilder('e')
    .innerJoin(Dispute, 'd', IS_ABOUT)
    .addSelect('d.id', 'asked')
    .where('d.businessId = :businessId AND d.id IN (:...ids)', { businessId, ids })
    .andWhere(OPENED);
}

/** For each id its row; null where it has none. The query also selects as `asked` the id that a row is for; one row may be for several. */
async function inOrderAsked<Row extends { id: string }>(
  query: SelectQueryBuilder<Row>,
  ids: readonly string[],
): Promise<(Row | null)[]> {
  const { raw, entities } = await query.getRawAndEntities<Record<string, string>>();
  const byId = new Map(entities.map((row) => [row.id, row]));
  const byAsked = new Map(raw.map((one) => [one.asked, byId.get(one[`${query.alias}_id`] ?? '')]));
  return ids.map((id) => byAsked.get(id) ?? null);
}
