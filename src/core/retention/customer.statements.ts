/** All that erasing a customer says to PostgreSQL. */
import type { Facts } from '../../domain/facts.js';
import { namedStatement } from '../../platform/database/statement.js';
import { ID_OWNER, IS_OF_DISPUTE } from '../ingest/id-space.js';
import { inAppTemplates, type Overrides, templateOverrides } from '../planning/event-texts.js';
import { KNOWN_ADDRESS } from '../planning/plan-destinations.js';
import { reasonSql } from '../schema/reason-sql.js';
import { IS_NEEDED, OPEN_DISPUTES } from './needed-events.js';

/** Whose events, by what their facts say. */
export interface CustomerKeys {
  /** In lower case. */
  emails: readonly string[];
  customerIds: readonly string[];
  /** The provider's ids of disputes: their events often name no customer. */
  disputeIds: readonly string[];
  /** Both again, each behind the space in which it is this one's: another shop may have its own customer 42. Null: in every one. */
  ownIds: readonly string[] | null;
}

const OF_ADDRESS = `e.business_id = $businessId AND lower(e.facts->>'customerEmail') = ANY($emails::text[])`;

/**
 * An address stands for the customers that it was ever given for, and a customer for their disputes. It does not go back: a
 * customer id stands for no address, which others may share.
 */
export const FIND_CUSTOMER_KEYS = namedStatement<
  { businessId: string; emails: readonly string[]; customerIds: readonly string[] },
  Omit<CustomerKeys, 'emails'>
>(
  'erase.keys',
  `
    WITH customer AS (
      SELECT ${ID_OWNER('e')} AS space, e.facts->>'customerId' AS id FROM events e WHERE ${OF_ADDRESS} AND e.facts->>'customerId' IS NOT NULL
      UNION
      SELECT ${ID_OWNER('e')}, e.facts->>'customerId' FROM events e
      WHERE e.business_id = $businessId AND e.facts->>'customerId' = ANY($customerIds::text[])
    ), own AS (
      SELECT ${ID_OWNER('e')} AS space, e.entity_id, e.facts->>'paymentId' AS payment_id, e.facts->>'disputeId' AS dispute_id
      FROM events e WHERE ${OF_ADDRESS}
      UNION ALL
      SELECT ${ID_OWNER('e')}, e.entity_id, e.facts->>'paymentId', e.facts->>'disputeId' FROM events e
      WHERE e.business_id = $businessId AND e.facts->>'customerId' = ANY(ARRAY(SELECT id FROM customer))
        AND (${ID_OWNER('e')}, e.facts->>'customerId') IN (SELECT space, id FROM customer)
    ), dispute AS (
      SELECT space, dispute_id AS id FROM own WHERE dispute_id IS NOT NULL UNION
      SELECT ${ID_OWNER('d')}, d.external_id FROM disputes d WHERE d.business_id = $businessId
        AND (${ID_OWNER('d')}, d.payment_id) IN (SELECT space, entity_id FROM own UNION SELECT space, payment_id FROM own)
    )
    SELECT ARRAY(SELECT id FROM customer UNION SELECT unnest($customerIds::text[])) AS "customerIds", ARRAY(SELECT id FROM dispute) AS "disputeIds",
      ARRAY(SELECT space || ' ' || id FROM customer UNION SELECT space || ' ' || id FROM dispute) AS "ownIds"`,
);

interface CustomerEventParams extends CustomerKeys {
  businessId: string;
  /** The first event id that came after the request. */
  before: string;
}

const isOwnId = (id: string) =>
  `($ownIds::text[] IS NULL OR ${ID_OWNER('e')} || ' ' || (${id}) = ANY($ownIds::text[]))`;

/** Of those three kinds each has its index. */
const OF_CUSTOMER = `e.business_id = $businessId AND e.id < $before AND e.erased_by IS DISTINCT FROM 'REQUEST'
      AND (lower(e.facts->>'customerEmail') = ANY($emails::text[])
        OR e.facts->>'customerId' = ANY($customerIds::text[]) AND ${isOwnId("e.facts->>'customerId'")}
        OR e.entity_id = ANY($disputeIds::text[]) AND ${isOwnId('e.entity_id')})`;

export interface CustomerCount {
  /** Events that name the customer and are not erased. */
  events: number;
  /** Of them: those that must be kept for now. */
  kept: number;
  /** E-mails to the customer about the others. */
  deliveries: number;
}

export const COUNT_CUSTOMER_EVENTS = namedStatement<CustomerEventParams, CustomerCount>(
  'erase.count',
  `
    WITH ${OPEN_DISPUTES}, own AS (
      SELECT e.id, ${IS_NEEDED} AS needed FROM events e WHERE ${OF_CUSTOMER}
    )
    SELECT count(*)::integer AS events, count(*) FILTER (WHERE needed)::integer AS kept,
      (SELECT count(*)::integer FROM own o JOIN deliveries d ON d.event_id = o.id WHERE NOT o.needed AND d.audience = 'CUSTOMER') AS deliveries
    FROM own`,
);

/** An event that is about to be erased, and locked. */
export interface ErasableEvent {
  id: string;
  type: string;
  facts: Facts;
  test: boolean;
}

export const LOCK_CUSTOMER_EVENTS = namedStatement<CustomerEventParams & { atMost: number }, ErasableEvent>(
  'erase.lock',
  `
    WITH ${OPEN_DISPUTES}
    SELECT e.id, e.type, e.facts, e.test FROM events e WHERE ${OF_CUSTOMER} AND NOT ${IS_NEEDED}
    ORDER BY e.id LIMIT $atMost FOR UPDATE OF e`,
);

/** An in-app item of one of the events, and for whom its words are made. */
export interface ErasableNotification {
  id: string;
  eventId: string;
  locale: string;
  timeZone: string;
  overrides: Overrides | null;
}

export const FIND_NOTIFICATIONS_OF_EVENTS = namedStatement<
  { eventIds: readonly string[]; after: string; atMost: number },
  ErasableNotification
>(
  'erase.notifications',
  `
    SELECT n.id, n.event_id AS "eventId", coalesce(r.locale, b.locale) AS locale, coalesce(r.time_zone, b.time_zone) AS "timeZone",
      ${templateOverrides(`${inAppTemplates('b.id')} AND t.event_type = e.type`)} AS overrides
    FROM deliveries d JOIN notifications n ON n.delivery_id = d.id JOIN events e ON e.id = n.event_id
    JOIN recipients r ON r.id = n.recipient_id JOIN businesses b ON b.id = n.business_id
    WHERE d.event_id = ANY($eventIds) AND n.id > $after
    ORDER BY n.id LIMIT $atMost`,
);

interface EraseParams {
  at: Date;
  events: readonly { id: string; facts: Facts }[];
}

const ERASED_ON_REQUEST = reasonSql('ERASED', { by: `'REQUEST'::text` });

/** Bodies, facts, addresses, and the words of carriers and of users' code, which may repeat any of them. Ids and states stay. */
export const ERASE_EVENTS = namedStatement<EraseParams>(
  'erase.events',
  `
    WITH given AS (
      SELECT * FROM jsonb_to_recordset($events) AS t(id text, facts jsonb)
    ), body AS (
      UPDATE inbox i SET body = NULL FROM given g WHERE i.id = g.id AND i.body IS NOT NULL
    ), ledger AS (
      UPDATE deliveries d SET sent_to = CASE d.audience WHEN 'CUSTOMER' THEN '…' ELSE d.sent_to END,
        reason = CASE WHEN d.status IN ('FAILED', 'BOUNCED', 'UNKNOWN') THEN ${ERASED_ON_REQUEST} ELSE d.reason END
      FROM given g WHERE d.event_id = g.id AND (d.audience = 'CUSTOMER' OR d.status IN ('FAILED', 'BOUNCED', 'UNKNOWN'))
    ), attempt AS (
      UPDATE attempts a SET detail = NULL FROM given g JOIN deliveries d ON d.event_id = g.id
      WHERE a.delivery_id = d.id AND a.detail IS NOT NULL
    ), resend AS (
      UPDATE resends r SET reason = ${ERASED_ON_REQUEST} FROM given g WHERE r.event_id = g.id AND r.reason IS NOT NULL
    ), failure AS (
      UPDATE transformation_failures f SET reason = ${ERASED_ON_REQUEST} FROM given g WHERE f.event_id = g.id
    ), dispute AS (
      UPDATE disputes d SET reason = NULL FROM given g JOIN events e ON e.id = g.id
      WHERE ${IS_OF_DISPUTE('e', 'd')} AND d.reason IS NOT NULL
    )
    UPDATE events e SET facts = g.facts, erased_at = $at::timestamptz, erased_by = 'REQUEST' FROM given g WHERE e.id = g.id`,
);

interface InsertErasureParams {
  id: string;
  businessId: string;
  at: Date;
  /** As the audit trail names the customer. */
  subject: string;
  sealedCustomer: string;
}

export const INSERT_ERASURE = namedStatement<InsertErasureParams>(
  'erase.request',
  `INSERT INTO erasures (id, business_id, requested_at, subject, sealed_customer)
    VALUES ($id, $businessId, $at::timestamptz, $subject, $sealedCustomer)`,
);

/** A request that is not done. */
export interface OpenErasure {
  id: string;
  subject: string;
  requestedAt: Date;
  sealedCustomer: string;
}

export const FIND_OPEN_ERASURES = namedStatement<{ businessId: string }, OpenErasure>(
  'erase.open',
  `SELECT id, subject, requested_at AS "requestedAt", sealed_customer AS "sealedCustomer" FROM erasures
    WHERE business_id = $businessId AND done_at IS NULL ORDER BY id`,
);

/**
 * Then nobody can read any more whom it was about. Not while the address of a customer is being asked for an e-mail that was
 * planned before: it may be this one's.
 */
export const END_ERASURE = namedStatement<{ id: string; businessId: string; before: string; at: Date }>(
  'erase.end',
  `
    UPDATE erasures SET done_at = $at::timestamptz, sealed_customer = NULL
    WHERE id = $id AND NOT EXISTS (SELECT FROM events e JOIN deliveries d ON d.event_id = e.id AND d.audience = 'CUSTOMER'
      WHERE e.business_id = $businessId AND e.status = 'PROCESSING' AND e.id < $before
        AND d.status IN ('PENDING', 'DEFERRED') AND ${KNOWN_ADDRESS('d')} IS NULL)`,
);
