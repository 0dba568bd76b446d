/**
 * Writes Tocsin's own notices as events: one statement makes the business's source of them (once), the inbox row and the
 * event. What is told of a dispute stands beside its facts, under their source. From there a notice is an event like any other; the relay finds it within a second. Telling a transition twice
 * is one event, kept apart by the inbox's key.
 */
import type { Facts } from '../../domain/facts.js';
import { type DisputeNotice, isNotice, type Notice } from '../../domain/notice.js';
import { ENGLISH } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';
import { boxOf } from '../../platform/database/keyed-data-source.js';
import { namedStatement, runStatement, type StatementTarget } from '../../platform/database/statement.js';
import { storable } from '../../platform/database/storable.js';
import { newId } from '../../platform/new-id.js';
import type { SecretBox } from '../../platform/secrets/secret-box.js';
import { currentTraceparent } from '../../platform/telemetry/tracing.js';
import { tocsin } from '../../sources/tocsin.js';
import { sealBody } from '../ingest/event-body.js';
import { insertTerms } from '../ingest/event-terms.js';

/** A notice as it is stored. */
export interface NoticeRow {
  /** Of the event. */
  id: string;
  /** Used where the business has no source of notices yet. */
  sourceId: string;
  businessId: string;
  externalId: string;
  type: Notice['type'];
  /** Sealed; base64, because JSON knows no bytes. */
  body: string;
  occurredAt: string;
  entityId: string | null;
  facts: Facts;
  /** The source of the dispute that it tells of; null: our own. */
  beside: string | null;
  test: boolean;
  /** The span that it comes from; null without tracing. */
  traceparent: string | null;
}

/**
 * The CTEs `notice`, `notice_source`, `notice_stored` and `notice_event` (those written now), to be put into a statement
 * of one's own with a parameter `notices` (`noticeRows`). `only` is a condition on the rows `notice n` (columns as in
 * NoticeRow), such as that the transition has just happened in this statement.
 */
export function noticeCtes(only = 'true'): string {
  return `
    notice AS (
      SELECT n.* FROM jsonb_to_recordset($notices) AS n(id text, "sourceId" text, "businessId" text, "externalId" text,
        type text, body text, "occurredAt" timestamptz, "entityId" text, facts jsonb, beside text, test boolean, traceparent text)
      WHERE ${only}
    ), notice_source AS (
      INSERT INTO sources (id, business_id, kind, name, secrets)
      SELECT DISTINCT ON ("businessId") "sourceId", "businessId", '${tocsin.kind}', 'Tocsin', '[]'::jsonb FROM notice WHERE beside IS NULL
      ORDER BY "businessId", "sourceId"
      -- An update that changes nothing: only so is the id of a row returned that another transaction has just made.
      ON CONFLICT (business_id) WHERE kind = '${tocsin.kind}' DO UPDATE SET name = excluded.name
      RETURNING id, business_id
    ), notice_stored AS (
      INSERT INTO inbox (id, business_id, source_id, origin, external_id, event_type, body, next_attempt_at, attempts, traceparent)
      SELECT n.id, n."businessId", coalesce(n.beside, s.id), 'TOCSIN', n."externalId", n.type, decode(n.body, 'base64'), now(), 0, n.traceparent
      FROM notice n LEFT JOIN notice_source s ON s.business_id = n."businessId"
      ON CONFLICT (source_id, origin, external_id) DO NOTHING
      RETURNING id, source_id
    ), notice_event AS (
      INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, entity_id, test, facts, own)
      SELECT n.id, n."businessId", i.source_id, n."externalId", n.type, n."occurredAt", now(), n."entityId", n.test, n.facts, true
      FROM notice n JOIN notice_stored i ON i.id = n.id
      RETURNING id, business_id, type, external_id, entity_id, facts
    ), notice_term AS (${insertTerms('notice_event')}
    )`;
}

const INSERT_NOTICES = namedStatement<{ notices: readonly NoticeRow[] }, { id: string }>(
  'notice.insert',
  `WITH ${noticeCtes()} SELECT id FROM notice_event`,
);

/** The rows that `noticeCtes` takes. What came up in the delivery of a notice is left out. */
export function noticeRows(box: SecretBox, notices: readonly Notice[]): NoticeRow[] {
  return notices.filter(({ causedBy }) => !causedBy || !isNotice(causedBy)).map((notice) => rowOf(box, notice));
}

/** Tells the team, in the transaction of `target` where it is one. Returns the ids of the events that are new. */
export async function raiseNotices(target: StatementTarget, notices: readonly Notice[]): Promise<string[]> {
  const rows = noticeRows(boxOf(target), notices);
  if (rows.length === 0) return [];
  return (await runStatement(target, INSERT_NOTICES, { notices: rows })).map(({ id }) => id);
}

function rowOf(box: SecretBox, notice: Notice): NoticeRow {
  const [id, body] = [newId('event'), noticeBody(notice)];
  const { facts } = tocsin.normalise(body, notice.transition, notice.at);
  return {
    id,
    sourceId: newId('source'),
    businessId: notice.businessId,
    externalId: notice.transition,
    type: notice.type,
    body: sealBody(box, id, Buffer.from(JSON.stringify(body))).toString('base64'),
    occurredAt: body.timestamp,
    entityId: notice.subjectId ?? null,
    facts,
    beside: notice.dispute?.sourceId ?? null,
    test: notice.dispute?.test ?? false,
    traceparent: currentTraceparent(),
  };
}

/** What endpoints and their transformations get; `normalise` of the source kind reads it. */
function noticeBody({ type, at, about, subjectId, reason, since, endsAt, review, atRisk, dispute }: Notice) {
  const data = {
    about: about.map(storable),
    subject_id: subjectId ?? undefined,
    // In English for programs that show it, and as data, which people read in their language.
    reason: reason ? storable(reasonText(ENGLISH, reason)) : undefined,
    why: reason ?? undefined,
    since: since?.toISOString(),
    ends_at: endsAt?.toISOString(),
    review: review?.map((line) => ({ ...line, name: storable(line.name) })),
    at_risk: atRisk?.map(({ firstDue, ...line }) => ({ ...line, first_due: firstDue })),
    ...(dispute ? noticeDispute(dispute) : {}),
  };
  return { type, timestamp: at.toISOString(), data };
}

/** In the words of the other bodies: snake_case, an integer amount. */
function noticeDispute(dispute: DisputeNotice) {
  return {
    dispute_id: dispute.disputeId,
    payment_id: dispute.paymentId,
    amount: dispute.amount,
    currency: dispute.currency,
    customer_name: dispute.customerName,
    account: dispute.account ?? undefined,
    reason: dispute.reason,
    stage: dispute.stage,
    respond_by: dispute.respondBy,
    respond_by_estimated: dispute.respondByEstimated,
    minutes_left: dispute.timeLeft,
    level: dispute.level,
    unreachable_levels: dispute.unreachable,
    draft: dispute.draft || undefined,
    by: dispute.by && storable(dispute.by),
    told: dispute.told,
  };
}
