/** Disputes as their runs leave them, and messages about them: for tests of what is shown and answered. */
import type { DataSource } from 'typeorm';
import { DEFAULT_POLICY } from '../../src/core/disputes/default-policy.js';
import { Dispute } from '../../src/core/disputes/dispute.entity.js';
import { SOURCE_ID_SPACE } from '../../src/core/ingest/id-space.js';
import { type Facts, NO_FACTS } from '../../src/domain/facts.js';
import { newId } from '../../src/platform/new-id.js';
import { SealedLinks } from '../../src/platform/secrets/sealed-links.js';
import { BOX } from './database.js';
import { tellTo } from './deliveries.js';

export const SEALED = new SealedLinks(BOX, '');
const HOUR_MS = 3_600_000;
export const inHours = (hours: number, from = Date.now()) => new Date(from + hours * HOUR_MS);

/** Opened a day ago, to be answered in three, unless told otherwise. */
export async function addDispute(
  dataSource: DataSource,
  businessId: string,
  values: Partial<Dispute> = {},
): Promise<Dispute> {
  const id = newId('dispute');
  const row = {
    ...{ id, businessId, sourceId: newId('source'), externalId: `dp_${id}`, stage: 'dispute', test: false },
    ...{ state: 'NEEDS_RESPONSE' as const, amount: '9900', currency: 'USD', reason: 'product_not_received' },
    ...{ openedAt: inHours(-24), respondBy: inHours(72), respondByEstimated: false, respondByKnownAt: inHours(-24) },
    ...{ policy: DEFAULT_POLICY, escalationLevel: 0, contradictory: false },
    ...values,
  };
  const [{ space }] = await dataSource.query(
    `SELECT ${SOURCE_ID_SPACE('e')} AS space FROM (SELECT $1::text AS source_id, $2::boolean AS test, '{}'::jsonb AS facts) e`,
    [row.sourceId, row.test],
  );
  await dataSource.getRepository(Dispute).insert({ idSpace: space, ...row } as object);
  return dataSource.getRepository(Dispute).findOneByOrFail({ id });
}

export interface Told {
  eventId: string;
  deliveryId: string;
  /** What stands behind /a/ in the message. */
  token: string;
}

/** An event of the dispute, and the delivery that told this destination of it. */
export async function tellOf(
  dataSource: DataSource,
  dispute: Dispute,
  destinationId: string,
  { facts = {} as Partial<Facts>, type = 'dispute.opened', until = null as string | null } = {},
): Promise<Told> {
  const eventId = newId('event');
  const { businessId, amount, currency, stage } = dispute;
  const said: Facts = { ...NO_FACTS, amount, currency, stage, disputeId: dispute.externalId, ...facts };
  await dataSource.query(
    `INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, test, entity_id, facts, status)
     VALUES ($1::text, $2, $3, $1::text, $4, $5::timestamptz, $5::timestamptz, false, $6, $7, 'PROCESSED')`,
    [eventId, businessId, dispute.sourceId, type, dispute.openedAt, dispute.externalId, said],
  );
  const deliveryId = await tellTo(dataSource, eventId, destinationId);
  const link = SEALED.toRespond({ businessId, deliveryId }, until ?? inHours(72).toISOString(), 0) ?? '';
  return { eventId, deliveryId, token: link.slice('/a/'.length) };
}
