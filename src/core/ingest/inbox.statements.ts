/** All that taking in webhooks says to PostgreSQL. */
import type { Facts } from '../../domain/facts.js';
import { namedStatement } from '../../platform/database/statement.js';
import type { StoredBody } from './event-body.js';
import { insertTerms } from './event-terms.js';

/** A webhook and its event, but for the body. */
export interface WebhookRow {
  id: string;
  businessId: string;
  sourceId: string;
  externalId: string;
  type: string;
  receivedAt: Date;
  /** ISO 8601. */
  occurredAt: string;
  entityId: string | null;
  test: boolean;
  facts: Facts;
  collapseKey: string | null;
  /** Null: however far apart. */
  collapseSeconds: number | null;
  foundByReconcile: boolean;
  /** Of what came by no webhook; null for all others. */
  publishedBy: string | null;
  /** The span that takes it in; null without tracing. */
  traceparent: string | null;
  /** How long it stays with the relay of this process; 0: any may take it. */
  leaseSeconds: number;
}

interface InsertWebhooksParams {
  webhooks: readonly WebhookRow[];
  /** In the order of the webhooks; apart from them, because JSON knows no bytes. */
  bodies: readonly StoredBody[];
}

/**
 * SQL for where a row of the inbox is from: PRODUCER, RECONCILE (we asked the provider) or TOCSIN (a notice). Each has its own
 * external ids, so that no producer can take one of ours.
 */
const originOf = (foundByReconcile: string) => `CASE WHEN ${foundByReconcile} THEN 'RECONCILE' ELSE 'PRODUCER' END`;

/** Row and event in one statement: either both are there or neither. Gives the ids of those that are no duplicates. */
export const INSERT_WEBHOOKS = namedStatement<InsertWebhooksParams, { id: string }>(
  'inbox.insert',
  `
    WITH input AS (
      SELECT * FROM ROWS FROM (
        jsonb_to_recordset($webhooks) AS (id text, "businessId" text, "sourceId" text, "externalId" text, type text,
          "receivedAt" timestamptz, "occurredAt" timestamptz, "entityId" text, test boolean, facts jsonb, "collapseKey" text,
          "collapseSeconds" integer, "foundByReconcile" boolean, "publishedBy" text, traceparent text,
          "leaseSeconds" integer),
        unnest($bodies::bytea[])
      ) AS w(id, business_id, source_id, external_id, type, received_at, occurred_at, entity_id, test, facts, collapse_key,
        collapse_seconds, found_by_reconcile, published_by, traceparent, lease_seconds, body)
    ), stored AS (
      INSERT INTO inbox (id, business_id, source_id, origin, external_id, event_type, body, next_attempt_at, attempts, traceparent)
      SELECT id, business_id, source_id, ${originOf('found_by_reconcile')}, external_id, type, body, now() + lease_seconds * interval '1 second', 0, traceparent FROM input
      ON CONFLICT (source_id, origin, external_id) DO NOTHING
      RETURNING id
    ), event AS (
      INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, entity_id, test, facts, collapse_key,
        collapse_seconds, found_by_reconcile, published_by)
      SELECT id, business_id, source_id, external_id, type, occurred_at, received_at, entity_id, test, facts, collapse_key,
        collapse_seconds, found_by_reconcile, published_by
      FROM input WHERE id IN (SELECT id FROM stored)
      RETURNING id, business_id, type, external_id, entity_id, facts
    ), term AS (${insertTerms('event')}
    )
    SELECT id FROM stored`,
);

/** What a producer calls a webhook, or we what we found; unique within both. */
interface WebhookKey {
  sourceId: string;
  externalId: string;
  foundByReconcile: boolean;
}

export const FIND_ORIGINALS = namedStatement<{ webhooks: readonly WebhookKey[] }, WebhookKey & { id: string }>(
  'inbox.originals',
  `
    SELECT i.id, w.* FROM inbox i
    JOIN jsonb_to_recordset($webhooks) AS w("sourceId" text, "externalId" text, "foundByReconcile" boolean)
      ON i.source_id = w."sourceId" AND i.origin = ${originOf('w."foundByReconcile"')} AND i.external_id = w."externalId"`,
);
