/** What is read of disputes besides their rows. $1 is always the business. */
import { IS_OF_DISPUTE } from '../../core/ingest/id-space.js';
import { NO_CURRENCY } from '../../domain/money.js';

/** When dispute `d` was answered: by the word of the team or of the provider, whichever came first. */
const ANSWERED_AT = `
    SELECT least(d.responded_at, min(e.occurred_at)) AS at FROM events e
    WHERE ${IS_OF_DISPUTE('e', 'd')} AND e.type = 'dispute.challenged' AND coalesce(e.facts->>'stage', d.stage) = d.stage`;

/** $2 the months as `CalendarMonth`: databases of today lack the zones' old names, so that no zone is named to them. */
export const DISPUTE_STATS = `
  SELECT m.month, coalesce(d.currency, '${NO_CURRENCY}') AS currency,
    count(*)::integer AS opened,
    (count(*) FILTER (WHERE a.at <= coalesce(d.respond_by, 'infinity')))::integer AS "answeredInTime",
    (count(*) FILTER (WHERE a.at IS NULL AND (d.state = 'EXPIRED' OR d.state = 'LOST' AND d.passed_at IS NOT NULL)))::integer
      AS "lostBySilence",
    (count(*) FILTER (WHERE d.state = 'WON'))::integer AS won,
    (count(*) FILTER (WHERE d.state IN ('LOST', 'EXPIRED')))::integer AS lost,
    sum(d.amount)::text AS total, (sum(d.amount) FILTER (WHERE d.state IN ('LOST', 'EXPIRED')))::text AS "lostTotal",
    percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM d.first_acknowledged_at - d.opened_at) / 60)
      AS "medianMinutesToAcknowledge"
  FROM jsonb_to_recordset($2) AS m(month text, "from" timestamptz, until timestamptz)
  JOIN disputes d ON d.opened_at >= m."from" AND d.opened_at < m.until
  CROSS JOIN LATERAL (${ANSWERED_AT}) a
  WHERE d.business_id = $1 AND NOT d.test
  GROUP BY 1, 2 ORDER BY 1, 2`;

/** $2 disputes. Reminders that were dealt with, and how many deliveries each was. */
export const FIND_REMINDERS = `
  SELECT r.dispute_id AS "disputeId", r.due_at AS "dueAt", r.level, r.sent_at AS "sentAt", r.skipped,
    (SELECT count(*)::integer FROM deliveries x WHERE x.event_id = r.event_id AND x.business_id = $1) AS deliveries
  FROM reminders r WHERE r.business_id = $1 AND r.dispute_id = ANY($2) ORDER BY r.dispute_id, r.due_at`;

/** Of one dispute; nobody reads more. */
const MOST_EVENTS = 100;
/** Of one event: a ladder tells dozens of people at most. */
const MOST_DELIVERIES = 200;

/** The events of dispute `d`: of its own stage, and what ended it at another. */
const EVENTS_OF = `
    SELECT e.* FROM events e
    WHERE ${IS_OF_DISPUTE('e', 'd')} AND (coalesce(e.facts->>'stage', d.stage) = d.stage OR e.id = d.ended_by)
    ORDER BY e.id LIMIT ${MOST_EVENTS}`;

/** $2 disputes. */
export const FIND_DISPUTE_EVENTS = `
  SELECT d.id AS "disputeId", e.id, e.type, e.facts, e.test, e.occurred_at AS "occurredAt"
  FROM disputes d CROSS JOIN LATERAL (${EVENTS_OF}) e WHERE d.business_id = $1 AND d.id = ANY($2) ORDER BY e.id`;

/** $2 disputes. What of each is evidence: who was told, when, by which channel, with which receipt; who acted. */
export const FIND_EVIDENCE = `
  SELECT d.id, b.name AS "businessName",
    (SELECT coalesce(json_agg(json_build_object('dueAt', r.due_at, 'level', r.level, 'askedLevel', r.asked_level, 'sentAt', r.sent_at,
      'skipped', r.skipped, 'eventId', r.event_id) ORDER BY r.due_at), '[]') FROM reminders r
      WHERE r.dispute_id = d.id AND r.business_id = $1) AS reminders,
    (SELECT coalesce(json_agg(json_build_object('at', u.used_at, 'act', u.act, 'deliveryId', u.delivery_id) ORDER BY u.used_at), '[]')
      FROM used_links u WHERE u.dispute_id = d.id AND u.business_id = $1) AS links,
    (SELECT coalesce(json_agg(json_build_object('id', e.id, 'externalId', e.external_id, 'type', e.type, 'facts', e.facts, 'test', e.test,
      'occurredAt', e.occurred_at, 'receivedAt', e.received_at, 'deliveries', ${deliveriesOf('e')}) ORDER BY e.occurred_at, e.id), '[]')
      FROM (${EVENTS_OF}) e) AS events
  FROM disputes d JOIN businesses b ON b.id = d.business_id
  WHERE d.business_id = $1 AND d.id = ANY($2)`;

/** What was sent because of event `e`, with every try and, of the in-app centre, when it was read. */
function deliveriesOf(e: string): string {
  return `(
      SELECT coalesce(json_agg(json_build_object('id', x.id, 'channel', x.channel, 'to', x.sent_to, 'person', p.name, 'status', x.status,
        'reason', coalesce(x.reason, x.because), 'createdAt', x.created_at, 'settledAt', x.settled_at,
        'readAt', (SELECT n.read_at FROM notifications n WHERE n.delivery_id = x.id),
        'attempts', (SELECT coalesce(json_agg(json_build_object('number', a.number, 'at', a.at, 'outcome', a.outcome,
          'statusCode', a.status_code, 'receipt', a.detail, 'durationMs', a.duration_ms) ORDER BY a.number), '[]')
          FROM attempts a WHERE a.delivery_id = x.id)) ORDER BY x.id), '[]')
      FROM (SELECT * FROM deliveries y WHERE y.event_id = ${e}.id AND y.business_id = $1 ORDER BY y.id LIMIT ${MOST_DELIVERIES}) x
      LEFT JOIN destinations t ON t.id = x.destination_id LEFT JOIN recipients p ON p.id = t.recipient_id)`;
}

/** $2 the delivery whose message had the link. No row where who got it, or its person, was removed since. */
export const FIND_LINKED_DISPUTE = `
  SELECT d.id AS "disputeId", coalesce(p.name, t.label) AS who, b.name AS "businessName", coalesce(p.locale, b.locale) AS locale,
    coalesce(p.time_zone, b.time_zone) AS "timeZone", e.facts,
    ARRAY(SELECT u.act FROM used_links u WHERE u.delivery_id = x.id AND u.business_id = $1) AS used
  FROM deliveries x JOIN businesses b ON b.id = x.business_id
  JOIN events e ON e.id = x.event_id AND e.business_id = x.business_id
  JOIN disputes d ON ${IS_OF_DISPUTE('e', 'd')} AND d.stage = coalesce(e.facts->>'stage', 'dispute')
  JOIN destinations t ON t.id = x.destination_id AND t.removed_at IS NULL
  LEFT JOIN recipients p ON p.id = t.recipient_id
  WHERE x.business_id = $1 AND x.id = $2 AND p.removed_at IS NULL`;
