/** From an event to its dispute and back: one statement each, however many are asked about. */
import type { DataSource } from 'typeorm';
import { Dispute } from '../../core/disputes/dispute.entity.js';
import { Event } from '../../core/ingest/event.entity.js';

// Names of properties become columns where a space follows them, not where a line ends.
/** Dispute `d` is that of event `e`, at the stage that the event names. */
const IS_ABOUT = [
  'e.businessId = d.businessId AND e.sourceId = d.sourceId AND e.entityId = d.externalId',
  "AND d.stage = coalesce(e.facts->>'stage', 'dispute')",
].join(' ');

/** Event `e` is the one by which dispute `d` opened, else the first of its stage. */
const OPENED = [
  'e.id = (SELECT o.id FROM events o WHERE o.business_id = d.businessId AND o.source_id = d.sourceId AND o.entity_id = d.externalId',
  "AND coalesce(o.facts->>'stage', 'dispute') = d.stage",
  "ORDER BY o.type <> 'dispute.opened', o.occurred_at, o.id LIMIT 1)",
].join(' ');

/** Null for an event that is about no dispute, and for one whose dispute is not recorded yet. */
export async function disputesByEvents(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
): Promise<(Dispute | null)[]> {
  const { raw, entities } = await dataSource
    .getRepository(Dispute)
    .createQueryBuilder('d')
    .innerJoin(Event, 'e', IS_ABOUT)
    .addSelect('e.id', 'asked')
    .where('d.businessId = :businessId AND e.id IN (:...ids)', { businessId, ids })
    .getRawAndEntities<{ asked: string; d_id: string }>();
  const byId = new Map(entities.map((dispute) => [dispute.id, dispute]));
  const byEvent = new Map(raw.map(({ asked, d_id }) => [asked, byId.get(d_id)]));
  return ids.map((id) => byEvent.get(id) ?? null);
}

/** The event that each dispute opened by; null where none of its events is kept. */
export async function openingsOfDisputes(
  dataSource: DataSource,
  businessId: string,
  ids: readonly string[],
): Promise<(Event | null)[]> {
  const { raw, entities } = await dataSource
    .getRepository(Event)
    .createQueryBuilder('e')
    .innerJoin(Dispute, 'd', OPENED)
    .addSelect('d.id', 'asked')
    .where('d.businessId = :businessId AND d.id IN (:...ids)', { businessId, ids })
    .getRawAndEntities<{ asked: string; e_id: string }>();
  const byId = new Map(entities.map((event) => [event.id, event]));
  const byDispute = new Map(raw.map(({ asked, e_id }) => [asked, byId.get(e_id)]));
  return ids.map((id) => byDispute.get(id) ?? null);
}
