/**
 * Writes Tocsin's own notices as events: one statement makes the business's source of them (once), the inbox row and the
 * event. What is told of a dispute stands beside its facts, under their source. From there a notice is an event like any other; the relay finds it within a second. Telling a transition twice
 * is one event, kept apart by the inbox's key.
 */
import { type DisputeNotice, isNotice, type Notice } from '../../domain/notice.js';
import { newId } from '../../platform/new-id.js';
import { tocsin } from '../../sources/tocsin.js';

/** A data source, or the manager of a transaction: of a tenant's as well as of the system's. */
export interface QueryRunner {
  query(text: string, values: unknown[]): Promise<unknown>;
}

/**
 * The CTEs `notice`, `notice_source`, `notice_stored` and `notice_event` (those written now), to be put into a statement
 * of one's own. `parameter`, for example `$7`, is `noticesAsJson`; `only` is a condition on the rows `notice n` (id,
 * business_id, external_id, type, entity_id), such as that the transition has just happened in this statement.
 */
export function noticeCtes(parameter: string, only = 'true'): string {
  return `
    notice AS (
      SELECT n.* FROM jsonb_to_recordset(${parameter}::jsonb) AS n(id text, source_id text, business_id text, external_id text,
        type text, body text, occurred_at timestamptz, entity_id text, facts jsonb, beside text, test boolean)
      WHERE ${only}
    ), notice_source AS (
      INSERT INTO sources (id, business_id, kind, name, secrets)
      SELECT DISTINCT ON (business_id) source_id, business_id, '${tocsin.kind}', 'Tocsin', '[]'::jsonb FROM notice WHERE beside IS NULL
      ORDER BY business_id, source_id
      -- An update that changes nothing: only so is the id of a row returned that another transaction has just made.
      ON CONFLICT (business_id) WHERE kind = '${tocsin.kind}' DO UPDATE SET name = excluded.name
      RETURNING id, business_id
    ), notice_stored AS (
      INSERT INTO inbox (id, business_id, source_id, external_id, event_type, body, next_attempt_at, attempts)
      SELECT n.id, n.business_id, coalesce(n.beside, s.id), n.external_id, n.type, convert_to(n.body, 'UTF8'), now(), 0
      FROM notice n LEFT JOIN notice_source s ON s.business_id = n.business_id
      ON CONFLICT (source_id, external_id) DO NOTHING
      RETURNING id, source_id
    ), notice_event AS (
      INSERT INTO events (id, business_id, source_id, external_id, type, occurred_at, received_at, entity_id, test, facts)
      SELECT n.id, n.business_id, i.source_id, n.external_id, n.type, n.occurred_at, now(), n.entity_id, n.test, n.facts
      FROM notice n JOIN notice_stored i ON i.id = n.id
      RETURNING id
    )`;
}

const INSERT_NOTICES = `WITH ${noticeCtes('$1')} SELECT id FROM notice_event`;

/** The value of `parameter` of `noticeCtes`. What came up in the delivery of a notice is left out. */
export function noticesAsJson(notices: readonly Notice[]): string {
  return JSON.stringify(notices.filter(({ causedBy }) => !causedBy || !isNotice(causedBy)).map(rowOf));
}

/** Tells the team, in the transaction of `statements` where it is one. Returns the ids of the events that are new. */
export async function raiseNotices(statements: QueryRunner, notices: readonly Notice[]): Promise<string[]> {
  const rows = noticesAsJson(notices);
  if (rows === '[]') return [];
  return ((await statements.query(INSERT_NOTICES, [rows])) as { id: string }[]).map(({ id }) => id);
}

function rowOf(notice: Notice) {
  const body = bodyOf(notice);
  const { facts } = tocsin.normalise(body, notice.transition, notice.at);
  return {
    id: newId('event'),
    // Used where the business has no source of notices yet.
    source_id: newId('source'),
    business_id: notice.businessId,
    external_id: notice.transition,
    type: notice.type,
    body: JSON.stringify(body),
    occurred_at: body.timestamp,
    entity_id: notice.subjectId ?? null,
    facts,
    // The source of the dispute that it tells of; null: our own.
    beside: notice.dispute?.sourceId ?? null,
    test: notice.dispute?.test ?? false,
  };
}

/** What endpoints and their transformations get; `normalise` of the source kind reads it. */
function bodyOf({ type, at, about, subjectId, reason, since, endsAt, review, atRisk, dispute }: Notice) {
  const data = {
    about: about.map(storable),
    subject_id: subjectId ?? undefined,
    reason: reason ? storable(reason) : undefined,
    since: since?.toISOString(),
    ends_at: endsAt?.toISOString(),
    review: review?.map((line) => ({ ...line, name: storable(line.name) })),
    at_risk: atRisk?.map(({ firstDue, ...line }) => ({ ...line, first_due: firstDue })),
    ...(dispute ? disputeBody(dispute) : {}),
  };
  return { type, timestamp: at.toISOString(), data };
}

/** In the words of the other bodies: snake_case, an integer amount. */
function disputeBody(dispute: DisputeNotice) {
  return {
    dispute_id: dispute.disputeId,
    payment_id: dispute.paymentId,
    amount: dispute.amount,
    currency: dispute.currency,
    customer_name: dispute.customerName,
    reason: dispute.reason,
    stage: dispute.stage,
    respond_by: dispute.respondBy,
    respond_by_estimated: dispute.respondByEstimated,
    minutes_left: dispute.timeLeft,
    level: dispute.level,
    unreachable_levels: dispute.unreachable,
    by: dispute.by && storable(dispute.by),
    told: dispute.told,
  };
}

/** PostgreSQL's text knows neither NUL nor half a surrogate pair. */
const storable = (text: string) => text.replaceAll('\0', '').toWellFormed();
